package io.leadhook.watch;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** How the destinations are doing, from the tables at the moment of the question. Thread-safe. */
@Component
public class DestinationReports {
    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcDeliveryCounts counts;
    private final Destinations destinations;
    private final Clock clock;

    DestinationReports(JdbcDeliveryCounts counts, Destinations destinations, Clock clock) {
        this.counts = counts;
        this.destinations = destinations;
        this.clock = clock;
    }

    /**
     * Every destination that has a route, and every one that has none any more but left deliveries undone: those would
     * wait for ever unseen.
     */
    public List<DestinationReport> all() {
        Map<String, Backlog> open = counts.open();
        Set<String> names = names(open);
        return reports(open, names, counts.attemptsSince(clock.instant().minus(HOUR), names));
    }

    /** The same without the attempts of the last hour, whose count takes long where there are many. */
    public List<DestinationReport> backlogs() {
        Map<String, Backlog> open = counts.open();
        return reports(open, names(open), Map.of());
    }

    private Set<String> names(Map<String, Backlog> open) {
        Set<String> names = new TreeSet<>(open.keySet());
        names.remove(DeadLetter.INBOX);
        destinations.all().forEach(destination -> names.add(destination.name()));
        return names;
    }

    private List<DestinationReport> reports(
            Map<String, Backlog> open, Set<String> names, Map<String, LastHour> lastHour) {
        Instant now = clock.instant();
        return names.stream()
                .map(name -> report(
                        name, open.getOrDefault(name, Backlog.NONE), lastHour.getOrDefault(name, LastHour.NONE), now))
                .toList();
    }

    private DestinationReport report(String name, Backlog open, LastHour lastHour, Instant now) {
        Optional<Destination> destination = destinations.find(name);
        long inFlight = destinations.inFlight(name, open.amount("pending"));
        return new DestinationReport(
                name,
                destination
                        .map(Destination::state)
                        .orElse(Destination.State.OFF)
                        .name()
                        .toLowerCase(Locale.ROOT),
                destination.map(Destination::events).orElse(List.of()),
                open.amount("pending") - inFlight,
                inFlight,
                open.amount("retrying"),
                open.amount("dead"),
                lastHour.successRate(),
                lastHour.averageMs(),
                open.oldestSeconds(now));
    }
}
