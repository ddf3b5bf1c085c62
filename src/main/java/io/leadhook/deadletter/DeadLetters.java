package io.leadhook.deadletter;

import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import io.leadhook.store.FaultPoint;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What was given up, and its way back. A replayed delivery keeps its id, so it takes its old place in the order of its
 * lead. Each change is one guarded update: the same wish twice, or at once from two places, is fulfilled once.
 * Thread-safe.
 */
@Component
public class DeadLetters {
    private final JdbcDeadLetters rows;
    private final JdbcQuarantine quarantine;
    private final Destinations destinations;
    private final TransactionOperations transactions;
    private final Clock clock;

    DeadLetters(
            JdbcDeadLetters rows,
            JdbcQuarantine quarantine,
            Destinations destinations,
            TransactionOperations transactions,
            Clock clock) {
        this.rows = rows;
        this.quarantine = quarantine;
        this.destinations = destinations;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Sends one on its way again, with all its attempts and all its time.
     *
     * @param force also if something newer was delivered that makes it pointless, or is before it has its turn
     */
    public Handling replay(long id, boolean force) {
        return handle(id, letter -> {
            if (letter.neverDispatched()) {
                return quarantine.release(id);
            }
            boolean pointless = !force
                    && skipsSuperseded(letter.destination())
                    && rows.superseded(Set.of(id)).contains(id);
            int changed =
                    pointless ? finish(Set.of(id), "superseded") : rows.replay(Set.of(id), force, clock.instant());
            return changed == 0 ? handled(id) : new Handling.Done(id, pointless ? "superseded" : "pending");
        });
    }

    /** Gives one up for good: it counts as handled, and retention may delete it. */
    public Handling discard(long id) {
        return handle(
                id, letter -> finish(Set.of(id), "discarded") == 0 ? handled(id) : new Handling.Done(id, "discarded"));
    }

    /**
     * Sends these on their way again; those that are no dead letters any more are left as they are. In the caller's
     * transaction if there is one; after its commit {@link #wake} is due.
     */
    Replayed move(List<DeadLetter> letters, boolean force) {
        Set<Long> quarantined = new HashSet<>();
        Set<Long> waiting = new HashSet<>();
        Set<Long> skippable = new HashSet<>();
        Map<String, Boolean> skips = new HashMap<>();
        for (DeadLetter letter : letters) {
            (letter.neverDispatched() ? quarantined : waiting).add(letter.id());
            if (!force && skips.computeIfAbsent(letter.destination(), this::skipsSuperseded)) {
                skippable.add(letter.id());
            }
        }
        return inTransaction(() -> {
            Set<Long> pointless = rows.superseded(skippable);
            int superseded = finish(pointless, "superseded");
            Set<Long> wanted = new HashSet<>(waiting);
            wanted.removeAll(pointless);
            int replayed = rows.replay(wanted, force, clock.instant());
            for (long id : quarantined) {
                replayed += quarantine.release(id) instanceof Handling.Done ? 1 : 0;
            }
            return new Replayed(letters.size(), replayed, superseded);
        });
    }

    /**
     * Tells the destinations of these that something has changed. What stands behind is set free once more: an engine may
     * have parked it there before the commit, seen by nobody; after it, an engine looks again itself.
     */
    void wake(List<DeadLetter> letters) {
        Set<Long> ids = letters.stream().map(DeadLetter::id).collect(Collectors.toSet());
        transactions.executeWithoutResult(status -> rows.unpark(ids));
        letters.stream().map(DeadLetter::destination).distinct().forEach(this::rescan);
    }

    /** Gives these up for good, all or none; returns how many were still dead letters. */
    int discard(List<DeadLetter> letters) {
        Set<Long> ids = new HashSet<>();
        letters.forEach(letter -> ids.add(letter.id()));
        int discarded = inTransaction(() -> finish(ids, "discarded"));
        wake(letters);
        return discarded;
    }

    private Handling handle(long id, Function<DeadLetter, Handling> change) {
        Optional<DeadLetter> letter = rows.find(id);
        if (letter.isEmpty()) {
            return handled(id);
        }
        Handling handling = inTransaction(() -> change.apply(letter.get()));
        // After the commit, or it would look too early. Also after a discard: whoever waits behind it may go on.
        wake(List.of(letter.get()));
        return handling;
    }

    /** Also frees what a destination that holds had parked behind them. */
    private int finish(Set<Long> ids, String state) {
        int finished = rows.finish(ids, state, clock.instant());
        rows.unpark(ids);
        return finished;
    }

    private Handling handled(long id) {
        return rows.state(id).<Handling>map(Handling.NotDead::new).orElseGet(Handling.Unknown::new);
    }

    private void rescan(String destination) {
        destinations.find(destination).ifPresent(Destination::rescan);
    }

    private boolean skipsSuperseded(String destination) {
        return destinations.find(destination).map(Destination::skipsSuperseded).orElse(false);
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transactions.execute(status -> {
            T done = work.get();
            FaultPoint.DURING_REPLAY.hit();
            return done;
        });
        if (result == null) {
            throw new IllegalStateException("the transaction gave no result");
        }
        return result;
    }
}
