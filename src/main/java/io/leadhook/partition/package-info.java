/** Who may work on the database: one process at a time. */
@NullMarked
package io.leadhook.partition;

import org.jspecify.annotations.NullMarked;
