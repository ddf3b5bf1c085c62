/** Delivery: lanes per lead, durable retries, breaker, rate; the <code>delivery:</code> component. */
@NullMarked
package io.leadhook.delivery;

import org.jspecify.annotations.NullMarked;
