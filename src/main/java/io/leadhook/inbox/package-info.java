/** The inbox: every event is on disk here before its sender is answered (Guaranteed Delivery). */
@NullMarked
package io.leadhook.inbox;

import org.jspecify.annotations.NullMarked;
