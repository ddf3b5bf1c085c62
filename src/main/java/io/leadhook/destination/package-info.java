/** What the destination routes name: Slack messages, HTTP client safety. */
@NullMarked
package io.leadhook.destination;

import org.jspecify.annotations.NullMarked;
