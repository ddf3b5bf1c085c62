package io.leadhook.watch;

import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The attempts of the last day, in memory, so that a page need not count a day's deliveries. One task reads the tables,
 * stretch by stretch, newest first; only the newest two are read again and again, since results may still come into them.
 * After a start the day is there within seconds, or minutes where there were millions. Thread-safe.
 */
@Component
public class DeliveryHistory {
    /** How long one stretch is. */
    public static final Duration STRETCH = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(DeliveryHistory.class);
    private static final long STRETCHES_OF_DAY = Duration.ofDays(1).dividedBy(STRETCH);
    private static final long STILL_MOVING = 2;
    /** At most so long per round; the rest comes in the next one. */
    private static final Duration ROUND = Duration.ofMillis(500);

    private final Map<String, NavigableMap<Long, Attempts>> stretches = new ConcurrentHashMap<>();
    private final JdbcAttempts attempts;
    private final Destinations destinations;
    private final Clock clock;

    DeliveryHistory(JdbcAttempts attempts, Destinations destinations, Clock clock) {
        this.attempts = attempts;
        this.destinations = destinations;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5S")
    synchronized void refresh() {
        try {
            long end = System.nanoTime() + ROUND.toNanos();
            long now = stretch(clock.instant());
            for (long age = 0; age <= STRETCHES_OF_DAY && System.nanoTime() < end; age++) {
                for (Destination destination : destinations.all()) {
                    read(destination.name(), now - age, age < STILL_MOVING);
                }
            }
            stretches
                    .values()
                    .forEach(known -> known.headMap(now - STRETCHES_OF_DAY).clear());
        } catch (DataAccessException | TransactionException storeAway) {
            log.debug("The history keeps what it knows: the store cannot be read now", storeAway);
        }
    }

    /** All attempts that ended in this time, to the stretch. */
    public Attempts last(String destination, Duration time) {
        long now = stretch(clock.instant());
        return known(destination).tailMap(now - time.dividedBy(STRETCH) + 1).values().stream()
                .reduce(Attempts.NONE, Attempts::plus);
    }

    /** The last day in equal parts, oldest first. */
    public List<Attempts> lastDay(String destination, int parts) {
        long now = stretch(clock.instant());
        long width = STRETCHES_OF_DAY / parts;
        NavigableMap<Long, Attempts> known = known(destination);
        List<Attempts> day = new ArrayList<>();
        for (int part = parts; part > 0; part--) {
            long from = now + 1 - part * width;
            day.add(known.subMap(from, from + width).values().stream().reduce(Attempts.NONE, Attempts::plus));
        }
        return day;
    }

    private void read(String destination, long stretch, boolean moving) {
        NavigableMap<Long, Attempts> known =
                stretches.computeIfAbsent(destination, name -> new ConcurrentSkipListMap<>());
        if (moving || !known.containsKey(stretch)) {
            known.put(stretch, attempts.between(destination, start(stretch), start(stretch + 1)));
        }
    }

    private NavigableMap<Long, Attempts> known(String destination) {
        return stretches.getOrDefault(destination, new ConcurrentSkipListMap<>());
    }

    private static long stretch(Instant time) {
        return time.getEpochSecond() / STRETCH.toSeconds();
    }

    private static Instant start(long stretch) {
        return Instant.ofEpochSecond(stretch * STRETCH.toSeconds());
    }
}
