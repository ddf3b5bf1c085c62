package io.leadhook.console;

import java.util.List;

/**
 * One step of a route: an Enterprise Integration Pattern, and the steps in it. Immutable.
 *
 * @param kind as in the route file: from, to, filter, choice …
 * @param what its id, the address that it names or its condition
 * @param branches none for a plain step, one for a step around others, several for a choice
 */
public record RouteStep(String kind, String what, List<Branch> branches) {
    /**
     * Steps that are taken under a condition.
     *
     * @param when the condition, or empty
     */
    public record Branch(String when, List<RouteStep> steps) {}
}
