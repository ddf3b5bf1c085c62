/** Dead letters and their replay. */
@NullMarked
package io.leadhook.deadletter;

import org.jspecify.annotations.NullMarked;
