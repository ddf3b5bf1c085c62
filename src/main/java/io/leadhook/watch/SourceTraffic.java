package io.leadhook.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What each source has sent to this process in the last hour, from the counters of the public port. Thread-safe. */
@Component
public class SourceTraffic {
    private static final Duration KEPT = Duration.ofMinutes(60);
    private static final Set<String> TAKEN = Set.of("accepted", "quarantined", "unwanted");

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final MeterRegistry meters;
    private final Clock clock;

    SourceTraffic(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(fixedRateString = "PT30S")
    synchronized void sample() {
        Instant now = clock.instant();
        samples.addLast(new Sample(now, counts()));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(KEPT))) {
            samples.removeFirst();
        }
    }

    /** Since an hour ago, or since the start if that is later. */
    public synchronized Traffic lastHour(String source) {
        Traffic before =
                samples.isEmpty() ? Traffic.NONE : samples.getFirst().bySource().getOrDefault(source, Traffic.NONE);
        Traffic now = counts().getOrDefault(source, Traffic.NONE);
        return new Traffic(now.accepted() - before.accepted(), now.refused() - before.refused());
    }

    private Map<String, Traffic> counts() {
        Map<String, Traffic> counts = new HashMap<>();
        for (Counter counter : meters.find("leadhook.events.received").counters()) {
            String source = String.valueOf(counter.getId().getTag("source"));
            long amount = Math.round(counter.count());
            boolean taken = TAKEN.contains(String.valueOf(counter.getId().getTag("outcome")));
            counts.merge(source, new Traffic(taken ? amount : 0, taken ? 0 : amount), Traffic::plus);
        }
        return counts;
    }

    private record Sample(Instant at, Map<String, Traffic> bySource) {}

    /**
     * Requests of one source.
     *
     * @param accepted answered 2xx
     * @param refused answered otherwise
     */
    public record Traffic(long accepted, long refused) {
        static final Traffic NONE = new Traffic(0, 0);

        Traffic plus(Traffic other) {
            return new Traffic(accepted + other.accepted, refused + other.refused);
        }
    }
}
