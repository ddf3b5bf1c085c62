/** What a lead event is. Pure Java: no Camel, no Spring, no JDBC. */
@NullMarked
package io.leadhook.event;

import org.jspecify.annotations.NullMarked;
