package io.leadhook.replica;

import io.leadhook.store.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * This replica among the others on one PostgreSQL database. While the database is away nothing can be renewed: the
 * leases run out here before they run out there, the work rests, and goes on if nobody took it meanwhile.
 */
final class Replicas implements Leases, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final String BEAT = "beat";
    private static final String WAKE = "wake ";
    private static final String CHANGE = "change ";
    private static final long BACKOFF_MS = 1_000;

    private final String member;
    private final JdbcLeases table;
    private final Heartbeat heartbeat;
    private final PostgresBell bell;
    private final Map<String, Holding> offered = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("replica"));
    private final ExecutorService handOvers = Executors.newCachedThreadPool(DaemonThreads.named("hand-over"));
    private final AtomicBoolean beatsSoon = new AtomicBoolean();
    private volatile Map<String, JdbcLeases.Row> elsewhere = Map.of();
    private boolean isStoreAway;

    /**
     * Begins to beat.
     *
     * @param member unique among all runs of the program on this database
     * @param bells makes the bell, given whom to tell what is heard
     */
    Replicas(
            String member,
            JdbcLeases table,
            Duration lease,
            Duration beat,
            Function<Consumer<String>, PostgresBell> bells) {
        this.member = member;
        this.table = table;
        this.heartbeat = new Heartbeat(member, table, lease, System::nanoTime, this::handOver);
        this.bell = bells.apply(this::heard);
        bell.start();
        beats.scheduleWithFixedDelay(this::beat, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void offer(LeasedWork work) {
        offered.put(work.work(), new Holding(work));
        beatSoon();
    }

    @Override
    public void withdraw(LeasedWork work) {
        Holding holding = offered.get(work.work());
        if (holding == null || holding.work() != work) {
            return;
        }
        holding.withdraw();
        holding.end(this::release);
        offered.remove(work.work(), holding);
        beatSoon();
    }

    @Override
    public void wake(String work) {
        Holding holding = offered.get(work);
        if (holding != null && holding.isHere()) {
            holding.work().wake();
        } else {
            bell.ring(WAKE + work);
        }
    }

    @Override
    public void announceChange(String work) {
        changed(work);
        handOvers.execute(() -> countChange(work));
    }

    /** Until it is counted, a replica that does not hear the bell would never know. */
    private void countChange(String work) {
        boolean counted = false;
        while (!counted && !Thread.currentThread().isInterrupted()) {
            try {
                table.change(work);
                counted = true;
            } catch (DataAccessException | TransactionException storeAway) {
                LOG.warn("Cannot tell the other replicas of a change to {} yet; trying again", work);
                Pause.ofMillis(BACKOFF_MS);
            }
        }
        bell.ring(CHANGE + work);
    }

    @Override
    public Optional<String> conditionElsewhere(String work) {
        Holding holding = offered.get(work);
        JdbcLeases.Row row = elsewhere.get(work);
        return (holding != null && holding.isHere()) || row == null || row.owner() == null
                ? Optional.empty()
                : Optional.ofNullable(row.condition());
    }

    @Override
    public List<String> dead() {
        return offered.values().stream()
                .map(Holding::lease)
                .filter(Objects::nonNull)
                .filter(Lease::isDead)
                .map(Lease::work)
                .sorted()
                .toList();
    }

    private void heard(String message) {
        if (message.equals(BEAT)) {
            beatSoon();
        } else if (message.startsWith(WAKE)) {
            Holding holding = offered.get(message.substring(WAKE.length()));
            if (holding != null && holding.isHere()) {
                holding.work().wake();
            }
        } else if (message.startsWith(CHANGE)) {
            changed(message.substring(CHANGE.length()));
        }
    }

    private void changed(String work) {
        Holding holding = offered.get(work);
        if (holding != null) {
            holding.work().changed();
        }
    }

    private void beatSoon() {
        if (beatsSoon.compareAndSet(false, true)) {
            try {
                beats.execute(this::beat);
            } catch (RejectedExecutionException closing) {
                LOG.debug("No beat while stopping", closing);
            }
        }
    }

    private void beat() {
        beatsSoon.set(false);
        try {
            elsewhere = heartbeat.beat(offered).stream()
                    .collect(Collectors.toUnmodifiableMap(JdbcLeases.Row::work, row -> row));
            if (isStoreAway) {
                LOG.info("The database answers again");
            }
            isStoreAway = false;
        } catch (DataAccessException | TransactionException e) {
            if (!isStoreAway) {
                LOG.warn("Cannot renew the leases; what this replica does rests when they run out", e);
            }
            isStoreAway = true;
        } catch (RuntimeException | Error e) {
            // A schedule that throws ends, and with it everything that this replica does. No thread to be had is an
            // error.
            LOG.error("A heartbeat failed; the next one tries again", e);
        }
    }

    private void handOver(Holding holding) {
        handOvers.execute(() -> holding.end(this::release));
    }

    private void release(Lease lease) {
        try {
            table.release(lease, member);
            bell.ring(BEAT);
        } catch (DataAccessException | TransactionException storeAway) {
            LOG.warn("{} could not be given back; others take it when its lease is over", lease.work());
        }
    }

    void stopBeating() {
        beats.shutdownNow();
    }

    /** To be called when nothing is offered any more. */
    @Override
    public void close() {
        stopBeating();
        try {
            beats.awaitTermination(5, TimeUnit.SECONDS);
            handOvers.shutdownNow();
            table.leave(member);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException storeAway) {
            LOG.debug("This member stays in the table until its time is over", storeAway);
        }
        bell.ring(BEAT);
        bell.close();
    }
}
