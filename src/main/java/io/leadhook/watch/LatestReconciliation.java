package io.leadhook.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sums as they were lately. To add them up reads the whole table, so those who only look share one result, and
 * adding up takes at most a part of the time. Thread-safe.
 */
@Component
public class LatestReconciliation {
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final int SHARE = 20;

    private final ReentrantLock adding = new ReentrantLock();
    private final Reconciliations reconciliations;
    private final Clock clock;
    private volatile @Nullable Sums latest;

    LatestReconciliation(Reconciliations reconciliations, Clock clock) {
        this.reconciliations = reconciliations;
        this.clock = clock;
    }

    /** Never waits for somebody else who adds up, unless there are no sums at all. */
    public Sums get() {
        Sums known = latest;
        if (known != null && (clock.instant().isBefore(known.staleAt()) || adding.isLocked())) {
            return known;
        }
        adding.lock();
        try {
            Sums meanwhile = latest;
            if (meanwhile != null && clock.instant().isBefore(meanwhile.staleAt())) {
                return meanwhile;
            }
            return add();
        } finally {
            adding.unlock();
        }
    }

    private Sums add() {
        Instant begin = clock.instant();
        Reconciliation sums = reconciliations.now();
        Instant end = clock.instant();
        Duration pause = Duration.between(begin, end).multipliedBy(SHARE);
        Sums added = new Sums(sums, end, end.plus(pause.compareTo(FRESH) > 0 ? pause : FRESH));
        latest = added;
        return added;
    }

    /** What was added up, when, and until when it serves. */
    public record Sums(Reconciliation reconciliation, Instant at, Instant staleAt) {}
}
