/** What differs between H2 and PostgreSQL, and what makes a commit durable. */
@NullMarked
package io.leadhook.store;

import org.jspecify.annotations.NullMarked;
