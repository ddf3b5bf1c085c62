package io.leadhook.watch.alert;

import io.leadhook.watch.Reconciliations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** A reconciliation that does not balance: should never be. It reads all deliveries, so it looks once an hour. */
@Component
class ImbalanceRule implements AlertRule {
    private static final Duration EVERY = Duration.ofHours(1);

    private final Reconciliations reconciliations;
    private Instant due = Instant.MIN;
    private List<Symptom> last = List.of();

    ImbalanceRule(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @Override
    public List<Symptom> look(Instant now) {
        // While it does not balance it looks each time, so that the end is seen, too.
        if (!now.isBefore(due) || !last.isEmpty()) {
            due = now.plus(EVERY);
            last = reconciliations.now().balanced()
                    ? List.of()
                    : List.of(
                            new Symptom(
                                    "reconciliation",
                                    "the reconciliation does not balance: keep the database as it is and see /api/reconciliation"));
        }
        return last;
    }
}
