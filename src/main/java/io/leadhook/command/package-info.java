/** The sub-commands of the jar. */
@NullMarked
package io.leadhook.command;

import org.jspecify.annotations.NullMarked;
