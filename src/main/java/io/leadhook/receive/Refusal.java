package io.leadhook.receive;

import java.io.Serial;

/** A request that is not taken, for the sender's own reasons. It has no stack trace: attackers could have it made often. */
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.status() + " " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
