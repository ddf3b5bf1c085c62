package io.leadhook.replica;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica does a few times per lease: it says that it is alive, renews what it holds, gives up what is another's
 * turn now, and claims what is its own turn and free. To be used by one thread.
 */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final String member;
    private final JdbcLeases table;
    private final long leaseNanos;
    private final LongSupplier nanoTime;
    private final Consumer<Holding> handOver;

    /** @param handOver ends the work without waiting: that may take as long as an attempt, and the beat must go on */
    Heartbeat(String member, JdbcLeases table, Duration lease, LongSupplier nanoTime, Consumer<Holding> handOver) {
        this.member = member;
        this.table = table;
        this.leaseNanos = lease.toNanos();
        this.nanoTime = nanoTime;
        this.handOver = handOver;
    }

    /**
     * @return the leases of all works
     * @throws org.springframework.dao.DataAccessException if the database is away; then nothing is renewed
     */
    List<JdbcLeases.Row> beat(Map<String, Holding> offered) {
        table.seen(new Member(member, offered.keySet()));
        offered.values().forEach(this::renew);
        List<JdbcLeases.Row> rows = table.all();
        Map<String, String> turns = Assignment.of(table.alive(), works(rows), owners(rows));
        for (JdbcLeases.Row row : rows) {
            Holding holding = offered.get(row.work());
            if (holding != null) {
                takeTurn(holding, row, turns.get(row.work()));
            }
        }
        return rows;
    }

    private void renew(Holding holding) {
        Lease lease = holding.lease();
        if (lease == null) {
            return;
        }
        // Counted from before the question, so that it ends here before it ends there.
        long asked = nanoTime.getAsLong();
        if (table.renew(lease, member, holding.work().condition())) {
            lease.extend(asked + leaseNanos);
        } else if (holding.lease() == lease) {
            lease.lose();
            LOG.warn("Another replica has taken over {} from this one, which was away for too long", lease.work());
            handOver.accept(holding);
        }
    }

    private void takeTurn(Holding holding, JdbcLeases.Row row, @Nullable String turn) {
        if (member.equals(turn)) {
            if (!holding.isHere() && row.owner() == null) {
                holding.begin(() -> claim(row.work()));
            }
        } else if (turn != null && holding.isHere() && !holding.isEnding()) {
            LOG.info("{} is another replica's turn", row.work());
            handOver.accept(holding);
        }
        holding.follow(row.changes());
    }

    private Optional<Lease> claim(String work) {
        long asked = nanoTime.getAsLong();
        Optional<Lease> claimed = table.claim(work, member)
                .map(epoch ->
                        new Lease(work, epoch, leases -> table.confirm(leases, member), nanoTime, asked + leaseNanos));
        claimed.ifPresent(lease -> LOG.info("{} is done here now (epoch {})", work, lease.epoch()));
        return claimed;
    }

    private static List<String> works(List<JdbcLeases.Row> rows) {
        return rows.stream().map(JdbcLeases.Row::work).toList();
    }

    private static Map<String, String> owners(List<JdbcLeases.Row> rows) {
        Map<String, String> owners = new HashMap<>();
        for (JdbcLeases.Row row : rows) {
            if (row.owner() != null) {
                owners.put(row.work(), row.owner());
            }
        }
        return owners;
    }
}
