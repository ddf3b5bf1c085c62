/** What the tests of several packages share. */
@NullMarked
package io.leadhook.testing;

import org.jspecify.annotations.NullMarked;
