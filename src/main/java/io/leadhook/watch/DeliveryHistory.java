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
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The attempts of the last day, in memory, so that a page need not count a day's deliveries. One task reads the tables in
 * pieces, newest first, and reads again only those that results may have come into since; when no more are to be
 * expected, the pieces of a stretch are added up. So each row is read about twice, and what is shown is some seconds old.
 * After a start the day is there within seconds, or minutes where there were millions. Not guaranteed: that a result
 * which took the store longer than {@value #PIECE_SECONDS} s to record, while it answered others, is in it. Thread-safe.
 */
@Component
public class DeliveryHistory {
    /** How long one stretch is. */
    public static final Duration STRETCH = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryHistory.class);
    private static final int PIECE_SECONDS = 5;
    private static final Duration PIECE = Duration.ofSeconds(PIECE_SECONDS);
    private static final long STRETCHES_OF_DAY = Duration.ofDays(1).dividedBy(STRETCH);
    private static final long PIECES_OF_STRETCH = STRETCH.dividedBy(PIECE);
    /** Stretches that results may still come into. */
    private static final long STILL_MOVING = 2;
    /** At most so long per round; the rest comes in the next one. */
    private static final Duration ROUND = Duration.ofMillis(500);

    private final Slices stretches = new Slices(STRETCH);
    private final Slices pieces = new Slices(PIECE);
    private final JdbcAttempts attempts;
    private final Destinations destinations;
    private final Clock clock;
    /** The first piece that results may have come into since it was read. */
    private long unsettled;

    DeliveryHistory(JdbcAttempts attempts, Destinations destinations, Clock clock) {
        this.attempts = attempts;
        this.destinations = destinations;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5S")
    synchronized void refresh() {
        try {
            long end = System.nanoTime() + ROUND.toNanos();
            Instant now = clock.instant();
            long firstMoving = stretches.at(now) - STILL_MOVING + 1;
            read(pieces, pieces.at(now), firstMoving * PIECES_OF_STRETCH, unsettled, this::ask, end);
            unsettled = pieces.at(now);
            read(stretches, firstMoving - 1, firstMoving - STRETCHES_OF_DAY, firstMoving, this::addUp, end);
            for (Destination destination : destinations.all()) {
                NavigableMap<Long, Attempts> whole = stretches.of(destination.name());
                pieces.of(destination.name()).keySet().removeIf(piece -> whole.containsKey(piece / PIECES_OF_STRETCH));
                whole.headMap(firstMoving - STRETCHES_OF_DAY).clear();
            }
        } catch (DataAccessException | TransactionException storeAway) {
            LOG.debug("The history keeps what it knows: the store cannot be read now", storeAway);
        }
    }

    /** All attempts that ended in this time, to the stretch. */
    public Attempts last(String destination, Duration time) {
        long now = stretches.at(clock.instant());
        return between(destination, now + 1 - time.dividedBy(STRETCH), now + 1);
    }

    /** The last day in equal parts, oldest first. */
    public List<Attempts> lastDay(String destination, int parts) {
        long now = stretches.at(clock.instant());
        long width = STRETCHES_OF_DAY / parts;
        List<Attempts> day = new ArrayList<>();
        for (int part = parts; part > 0; part--) {
            long from = now + 1 - part * width;
            day.add(between(destination, from, from + width));
        }
        return day;
    }

    /** From the newest back to the first: those from {@code again} on, and those that are not known. */
    private void read(
            Slices slices,
            long newest,
            long first,
            long again,
            BiFunction<String, Long, Attempts> reader,
            long endNanos) {
        for (long slice = newest; slice >= first && System.nanoTime() < endNanos; slice--) {
            for (Destination destination : destinations.all()) {
                NavigableMap<Long, Attempts> known = slices.of(destination.name());
                if (slice >= again || !known.containsKey(slice)) {
                    known.put(slice, reader.apply(destination.name(), slice));
                }
            }
        }
    }

    private Attempts ask(String destination, long piece) {
        return attempts.between(destination, pieces.start(piece), pieces.start(piece + 1));
    }

    private Attempts addUp(String destination, long stretch) {
        Map<Long, Attempts> known =
                pieces.of(destination).subMap(stretch * PIECES_OF_STRETCH, (stretch + 1) * PIECES_OF_STRETCH);
        return known.size() == PIECES_OF_STRETCH
                ? sum(known.values().stream())
                : attempts.between(destination, stretches.start(stretch), stretches.start(stretch + 1));
    }

    private Attempts between(String destination, long fromStretch, long untilStretch) {
        NavigableMap<Long, Attempts> since = pieces.of(destination);
        return sum(Stream.concat(
                stretches.of(destination).subMap(fromStretch, untilStretch).values().stream(),
                since.subMap(fromStretch * PIECES_OF_STRETCH, untilStretch * PIECES_OF_STRETCH).values().stream()));
    }

    private static Attempts sum(Stream<Attempts> attempts) {
        return attempts.reduce(Attempts.NONE, Attempts::plus);
    }

    /** Of equal width, numbered since 1970, by destination. */
    private record Slices(Duration width, Map<String, NavigableMap<Long, Attempts>> known) {
        Slices(Duration width) {
            this(width, new ConcurrentHashMap<>());
        }

        NavigableMap<Long, Attempts> of(String destination) {
            return known.computeIfAbsent(destination, name -> new ConcurrentSkipListMap<>());
        }

        long at(Instant time) {
            return time.getEpochSecond() / width.toSeconds();
        }

        Instant start(long slice) {
            return Instant.EPOCH.plus(width.multipliedBy(slice));
        }
    }
}
