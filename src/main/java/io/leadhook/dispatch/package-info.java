/** Once per event, to each destination that wants it (Idempotent Consumer, Recipient List). */
@NullMarked
package io.leadhook.dispatch;

import org.jspecify.annotations.NullMarked;
