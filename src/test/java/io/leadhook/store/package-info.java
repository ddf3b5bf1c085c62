/** The store at the edge: connections, damage, migration. */
@NullMarked
package io.leadhook.store;

import org.jspecify.annotations.NullMarked;
