package io.leadhook.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Events that have waited for too long, and leads that wait behind a dead letter that nobody has handled. */
@Component
class WaitingRule implements AlertRule {
    private final JdbcPulse pulse;
    private final AlertProperties limits;

    WaitingRule(JdbcPulse pulse, AlertProperties limits) {
        this.pulse = pulse;
        this.limits = limits;
    }

    @Override
    public List<Symptom> look(Instant now) {
        List<Symptom> symptoms = new ArrayList<>();
        pulse.oldestUndone().forEach((destination, since) -> {
            Duration age = Duration.between(since, now);
            if (age.compareTo(limits.backlog()) > 0) {
                symptoms.add(new Symptom(
                        "backlog " + destination,
                        "%s: the oldest event has waited for %s".formatted(destination, Durations.text(age))));
            }
        });
        pulse.heldSince(now.minus(limits.held()))
                .forEach((destination, leads) -> symptoms.add(new Symptom(
                        "held " + destination,
                        "%s: %d leads have waited behind their dead letter for more than %s"
                                .formatted(destination, leads, Durations.text(limits.held())))));
        return symptoms;
    }
}
