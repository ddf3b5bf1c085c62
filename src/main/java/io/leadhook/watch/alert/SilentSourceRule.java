package io.leadhook.watch.alert;

import io.leadhook.receive.SourceRegistry;
import io.leadhook.receive.SourceReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * A source that is silent for much longer than it has been so far. It learns from the newest events that are stored, and
 * from look to look: else a busy source would push a quiet one out of sight, and its silence would seem to end. A new
 * source is left alone until it has a rhythm; a weekly pause is an alert the first time, and none until the next start.
 * What is none of the configured sources, or is off, has nothing to say; and while the hub was down itself none could.
 */
@Component
class SilentSourceRule implements AlertRule {
    private static final long KNOWN_AFTER = 30;
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final int TIMES = 2;

    private final JdbcPulse pulse;
    private final ObjectProvider<SourceRegistry> sources;
    private final Instant started;
    private final Map<String, JdbcPulse.Rhythm> known = new TreeMap<>();

    /** @param sources none in a process that takes no webhooks */
    SilentSourceRule(JdbcPulse pulse, ObjectProvider<SourceRegistry> sources, Clock clock) {
        this.pulse = pulse;
        this.sources = sources;
        this.started = clock.instant();
    }

    @Override
    public List<Symptom> look(Instant now) {
        pulse.rhythms().forEach(recent -> known.merge(recent.source(), recent, SilentSourceRule::goOn));
        Set<String> open = openSources();
        return known.values().stream()
                .filter(rhythm -> open.contains(rhythm.source()))
                .filter(rhythm -> rhythm.events() >= KNOWN_AFTER && isSilent(rhythm, now))
                .map(rhythm -> new Symptom(
                        "silent " + rhythm.source(),
                        "source %s: no event for %s; so far it was never silent for more than %s"
                                .formatted(
                                        rhythm.source(),
                                        Durations.text(Duration.between(rhythm.last(), now)),
                                        Durations.text(rhythm.longestGap()))))
                .toList();
    }

    private Set<String> openSources() {
        SourceRegistry registry = sources.getIfAvailable();
        return registry == null
                ? Set.of()
                : registry.reports().stream()
                        .filter(SourceReport::enabled)
                        .map(SourceReport::name)
                        .collect(Collectors.toSet());
    }

    private static JdbcPulse.Rhythm goOn(JdbcPulse.Rhythm before, JdbcPulse.Rhythm recent) {
        boolean spoke = recent.last().isAfter(before.last());
        Duration gap = spoke ? Duration.between(before.last(), recent.last()) : Duration.ZERO;
        return new JdbcPulse.Rhythm(
                before.source(),
                Math.max(recent.events(), before.events() + (spoke ? 1 : 0)),
                spoke ? recent.last() : before.last(),
                Collections.max(List.of(before.longestGap(), recent.longestGap(), gap)));
    }

    private boolean isSilent(JdbcPulse.Rhythm rhythm, Instant now) {
        Instant since = rhythm.last().isAfter(started) ? rhythm.last() : started;
        Duration silence = Duration.between(since, now);
        return silence.compareTo(LEAST) > 0
                && silence.compareTo(rhythm.longestGap().multipliedBy(TIMES)) > 0;
    }
}
