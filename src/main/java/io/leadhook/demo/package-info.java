/** Demo mode: what a newcomer sees when nothing is configured. The rest of the program does not know of it. */
@NullMarked
package io.leadhook.demo;

import org.jspecify.annotations.NullMarked;
