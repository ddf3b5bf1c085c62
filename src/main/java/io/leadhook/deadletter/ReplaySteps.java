package io.leadhook.deadletter;

import io.leadhook.replica.Leases;
import io.leadhook.replica.Turn;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does bulk replays step by step: a step and the note of it are one transaction, so a job that is broken off goes on
 * where it was, here or at another replica, and what is replayed is counted once. Thread-safe.
 */
@Component
class ReplaySteps implements DisposableBean {
    private final DeadLetters deadLetters;
    private final JdbcReplays rows;
    private final TransactionOperations transactions;
    private final Turn turn;

    ReplaySteps(DeadLetters deadLetters, JdbcReplays rows, TransactionOperations transactions, Leases leases) {
        this.deadLetters = deadLetters;
        this.rows = rows;
        this.transactions = transactions;
        this.turn = Turn.at("replay", leases);
    }

    /** Whether bulk replays are done by this replica. */
    boolean areOurs() {
        return turn.isOurs();
    }

    /**
     * Sends these on their way again. Returns whether the job goes on; if it has ended meanwhile, nothing was done.
     *
     * @throws io.leadhook.replica.LeaseLostException if another replica does it
     */
    boolean take(ReplayJob job, List<DeadLetter> letters) {
        long upTo = letters.get(letters.size() - 1).id();
        Boolean goesOn = transactions.execute(status -> {
            turn.require();
            Replayed step = deadLetters.move(letters, job.order().force());
            boolean taken = rows.advance(job.progress().id(), step, upTo);
            if (!taken) {
                status.setRollbackOnly();
            }
            return taken;
        });
        // After the commit, or they would be looked for too early.
        deadLetters.wake(letters);
        return Boolean.TRUE.equals(goesOn);
    }

    @Override
    public void destroy() {
        turn.close();
    }
}
