/** The console in a real browser. */
@NullMarked
package io.leadhook.browser;

import org.jspecify.annotations.NullMarked;
