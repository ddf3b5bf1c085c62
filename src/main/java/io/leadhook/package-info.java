/** Leadhook: a webhook hub for lead events, written as Apache Camel routes. */
@NullMarked
package io.leadhook;

import org.jspecify.annotations.NullMarked;
