/** The hub speaks up by itself: alerts, once per episode, and the daily report. */
@NullMarked
package io.leadhook.watch.alert;

import org.jspecify.annotations.NullMarked;
