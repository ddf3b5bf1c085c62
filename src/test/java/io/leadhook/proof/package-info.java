/** The proof that nothing is lost: kills, power cuts, disorder and dead receivers. */
@NullMarked
package io.leadhook.proof;

import org.jspecify.annotations.NullMarked;
