/** OpenTelemetry traces: from the webhook through the dispatch to each attempt. */
@NullMarked
package io.leadhook.trace;

import org.jspecify.annotations.NullMarked;
