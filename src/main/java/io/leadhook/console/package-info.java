/** The private port: admin API and who may use it. */
@NullMarked
package io.leadhook.console;

import org.jspecify.annotations.NullMarked;
