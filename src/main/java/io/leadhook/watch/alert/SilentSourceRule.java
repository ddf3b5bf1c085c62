package io.leadhook.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A source that is silent for much longer than it has been among its newest events. It learns from what is stored, so a
 * new source is left alone until it has a rhythm; a weekly pause is an alert the first time, and none after.
 */
@Component
class SilentSourceRule implements AlertRule {
    private static final long KNOWN_AFTER = 30;
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final int TIMES = 2;

    private final JdbcPulse pulse;

    SilentSourceRule(JdbcPulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public List<Symptom> look(Instant now) {
        return pulse.rhythms().stream()
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

    private static boolean isSilent(JdbcPulse.Rhythm rhythm, Instant now) {
        Duration silence = Duration.between(rhythm.last(), now);
        return silence.compareTo(LEAST) > 0
                && silence.compareTo(rhythm.longestGap().multipliedBy(TIMES)) > 0;
    }
}
