/** Retention. */
@NullMarked
package io.leadhook.upkeep;

import org.jspecify.annotations.NullMarked;
