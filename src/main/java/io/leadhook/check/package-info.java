/** Finds the faults of configuration and route files before anything runs. Opens no port and no database. */
@NullMarked
package io.leadhook.check;

import org.jspecify.annotations.NullMarked;
