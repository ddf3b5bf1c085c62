/** The pages of the console: what the admin API knows and does, for people. */
@NullMarked
package io.leadhook.console.page;

import org.jspecify.annotations.NullMarked;
