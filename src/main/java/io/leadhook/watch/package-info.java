/** Metrics, reconciliation, alerts, MBeans (Control Bus). */
@NullMarked
package io.leadhook.watch;

import org.jspecify.annotations.NullMarked;
