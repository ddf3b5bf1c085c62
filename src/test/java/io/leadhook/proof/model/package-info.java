/**
 * The seeded model test: the real inbox, order, dispatch, delivery and leases on real tables, stepped by a seeded
 * scheduler on a virtual clock, with crashes, lost leases and failing receivers at any step.
 */
@NullMarked
package io.leadhook.proof.model;

import org.jspecify.annotations.NullMarked;
