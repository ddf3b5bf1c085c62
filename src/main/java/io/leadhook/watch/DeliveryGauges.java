package io.leadhook.watch;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.delivery.Destinations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The gauges that the tables feed, read by one task and not by each scrape. With the database away they keep what they
 * last knew. On several replicas they all show the same, so take their maximum, not their sum.
 */
@Component
class DeliveryGauges {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryGauges.class);
    private static final List<String> STATES =
            List.of("pending", "in_flight", "retrying", "dead", "delivered", "superseded", "discarded");

    /** Counting a backlog of millions takes a while; it may take this part of the time at most. */
    private static final int SHARE = 50;

    private final JdbcDeliveryCounts counts;
    private final Destinations destinations;
    private final Clock clock;
    private final MultiGauge deliveries;
    private final MultiGauge deadLetters;
    private final MultiGauge oldest;
    private final AtomicLong inbox = new AtomicLong();

    private final Counted<Map<String, Backlog>> all;

    DeliveryGauges(JdbcDeliveryCounts counts, Destinations destinations, Clock clock, MeterRegistry meters) {
        this.counts = counts;
        this.all = new Counted<>(counts::all, clock);
        this.destinations = destinations;
        this.clock = clock;
        this.deliveries = MultiGauge.builder("leadhook.deliveries")
                .description("Deliveries by destination and state")
                .register(meters);
        this.deadLetters = MultiGauge.builder("leadhook.dead.letters")
                .description("Dead letters that nobody has handled, by destination")
                .register(meters);
        this.oldest = MultiGauge.builder("leadhook.oldest.pending.seconds")
                .description("How long the oldest event that is neither delivered nor given up has waited")
                .register(meters);
        Gauge.builder("leadhook.inbox.pending", inbox, AtomicLong::get)
                .description("Events that are stored and not yet dispatched")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "PT5S")
    synchronized void refresh() {
        try {
            show(all.get(), clock.instant());
            inbox.set(counts.inbox());
        } catch (DataAccessException | TransactionException storeAway) {
            LOG.debug("The gauges keep their values: the store cannot be read now", storeAway);
        }
    }

    private void show(Map<String, Backlog> all, Instant now) {
        List<Row<?>> stateRows = new ArrayList<>();
        List<Row<?>> deadRows = new ArrayList<>();
        List<Row<?>> oldestRows = new ArrayList<>();
        for (String name : names(all)) {
            Backlog backlog = all.getOrDefault(name, Backlog.NONE);
            Tags tags = Tags.of("destination", name);
            deadRows.add(Row.of(tags, backlog.amount("dead")));
            if (!name.equals(DeadLetter.INBOX)) {
                oldestRows.add(Row.of(tags, backlog.oldestSeconds(now)));
                long inFlight = destinations.inFlight(name, backlog.amount("pending"));
                STATES.forEach(
                        state -> stateRows.add(Row.of(tags.and("state", state), amount(backlog, state, inFlight))));
            }
        }
        deliveries.register(stateRows, true);
        deadLetters.register(deadRows, true);
        oldest.register(oldestRows, true);
    }

    private Set<String> names(Map<String, Backlog> all) {
        Set<String> names = new TreeSet<>(all.keySet());
        names.add(DeadLetter.INBOX);
        destinations.all().forEach(destination -> names.add(destination.name()));
        return names;
    }

    private static long amount(Backlog backlog, String state, long inFlight) {
        return switch (state) {
            case "pending" -> backlog.amount("pending") - inFlight;
            case "in_flight" -> inFlight;
            default -> backlog.amount(state);
        };
    }

    /** Keeps its value for {@link #SHARE} times as long as it took to count. */
    private static final class Counted<T> {
        private final Supplier<T> count;
        private final Clock clock;
        private @Nullable T latest;
        private Instant due = Instant.MIN;

        Counted(Supplier<T> count, Clock clock) {
            this.count = count;
            this.clock = clock;
        }

        T get() {
            Instant start = clock.instant();
            T known = latest;
            if (known != null && start.isBefore(due)) {
                return known;
            }
            T fresh = count.get();
            latest = fresh;
            due = start.plus(Duration.between(start, clock.instant()).multipliedBy(SHARE));
            return fresh;
        }
    }
}
