package io.leadhook.watch.alert;

import io.leadhook.deadletter.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Success, latency and dead letters of each destination within the window. By attempt it tells early, of a receiver
 * that is retried still; by delivery it tells what was given up.
 */
@Component
class FailingDestinationRule implements AlertRule {
    private final RecentAttempts recent;
    private final AlertProperties limits;

    FailingDestinationRule(JdbcPulse pulse, AlertProperties limits) {
        this.recent = new RecentAttempts(pulse, limits.window());
        this.limits = limits;
    }

    @Override
    public List<Symptom> look(Instant now) {
        List<Symptom> symptoms = new ArrayList<>();
        recent.at(now).forEach((destination, attempts) -> {
            if (!destination.equals(DeadLetter.INBOX)) {
                successByAttempt(destination, attempts, symptoms);
                successByDelivery(destination, attempts, symptoms);
                latency(destination, attempts, symptoms);
            }
            deadLetters(destination, attempts, symptoms);
        });
        return symptoms;
    }

    private void successByAttempt(String destination, JdbcPulse.Attempts attempts, List<Symptom> symptoms) {
        if (attempts.all() >= limits.minimum() && attempts.succeeded() < limits.successRate() * attempts.all()) {
            symptoms.add(new Symptom(
                    "success-rate " + destination,
                    "%s: %s of %d attempts in %s succeeded; the others are tried again or dead"
                            .formatted(
                                    destination,
                                    percent(attempts.succeeded(), attempts.all()),
                                    attempts.all(),
                                    Durations.text(limits.window()))));
        }
    }

    private void successByDelivery(String destination, JdbcPulse.Attempts attempts, List<Symptom> symptoms) {
        long finished = attempts.succeeded() + attempts.dead();
        if (finished >= limits.minimum() && attempts.succeeded() < limits.successRate() * finished) {
            symptoms.add(new Symptom(
                    "given-up " + destination,
                    "%s: of %d events that came to their end in %s only %s were delivered"
                            .formatted(
                                    destination,
                                    finished,
                                    Durations.text(limits.window()),
                                    percent(attempts.succeeded(), finished))));
        }
    }

    private void latency(String destination, JdbcPulse.Attempts attempts, List<Symptom> symptoms) {
        long averageMs = attempts.all() == 0 ? 0 : attempts.totalMs() / attempts.all();
        if (attempts.all() >= limits.minimum() && averageMs > limits.latency().toMillis()) {
            symptoms.add(new Symptom(
                    "latency " + destination,
                    "%s: an attempt takes %d ms on average (limit %d ms)"
                            .formatted(destination, averageMs, limits.latency().toMillis())));
        }
    }

    private void deadLetters(String destination, JdbcPulse.Attempts attempts, List<Symptom> symptoms) {
        if (attempts.dead() > 0) {
            symptoms.add(new Symptom(
                    "dead-letters " + destination,
                    "%s: %d new dead letters in %s"
                            .formatted(destination, attempts.dead(), Durations.text(limits.window()))));
        }
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
