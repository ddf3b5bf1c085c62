/** What a value of the configuration may be, and how that is said to whoever set another one. */
@NullMarked
package io.leadhook.setting;

import org.jspecify.annotations.NullMarked;
