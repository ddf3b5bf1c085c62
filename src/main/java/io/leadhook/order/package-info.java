/** Order per lead (Resequencer): what is next goes on, what came too early is held. */
@NullMarked
package io.leadhook.order;

import org.jspecify.annotations.NullMarked;
