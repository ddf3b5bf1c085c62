/** The public port: the door, signatures, and reading the event from the sender's body. */
@NullMarked
package io.leadhook.receive;

import org.jspecify.annotations.NullMarked;
