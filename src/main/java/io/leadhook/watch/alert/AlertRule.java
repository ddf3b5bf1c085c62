package io.leadhook.watch.alert;

import java.time.Instant;
import java.util.List;

/** Looks for one kind of trouble. Called by one thread at a time. */
interface AlertRule {
    List<Symptom> look(Instant now);
}
