package io.leadhook.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * A source that is silent for much longer than it has been so far. It learns from the newest events that are stored, and
 * from look to look: else a busy source would push a quiet one out of sight, and its silence would seem to end. A new
 * source is left alone until it has a rhythm; a weekly pause is an alert the first time, and none until the next start.
 */
@Component
class SilentSourceRule implements AlertRule {
    private static final long KNOWN_AFTER = 30;
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final int TIMES = 2;

    private final JdbcPulse pulse;
    private final Map<String, JdbcPulse.Rhythm> known = new TreeMap<>();

    SilentSourceRule(JdbcPulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public List<Symptom> look(Instant now) {
        pulse.rhythms().forEach(recent -> known.merge(recent.source(), recent, SilentSourceRule::goOn));
        return known.values().stream()
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

    private static JdbcPulse.Rhythm goOn(JdbcPulse.Rhythm before, JdbcPulse.Rhythm recent) {
        boolean spoke = recent.last().isAfter(before.last());
        Duration gap = spoke ? Duration.between(before.last(), recent.last()) : Duration.ZERO;
        return new JdbcPulse.Rhythm(
                before.source(),
                Math.max(recent.events(), before.events() + (spoke ? 1 : 0)),
                spoke ? recent.last() : before.last(),
                Collections.max(List.of(before.longestGap(), recent.longestGap(), gap)));
    }

    private static boolean isSilent(JdbcPulse.Rhythm rhythm, Instant now) {
        Duration silence = Duration.between(rhythm.last(), now);
        return silence.compareTo(LEAST) > 0
                && silence.compareTo(rhythm.longestGap().multipliedBy(TIMES)) > 0;
    }
}
