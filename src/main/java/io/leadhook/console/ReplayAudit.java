package io.leadhook.console;

import io.leadhook.deadletter.ReplayEnded;
import io.leadhook.deadletter.ReplayProgress;
import io.leadhook.watch.AuditLog;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down how each bulk replay ended, at the replica that ended it. */
@Component
class ReplayAudit {
    private final AuditLog audit;

    ReplayAudit(AuditLog audit) {
        this.audit = audit;
    }

    @EventListener
    void ended(ReplayEnded event) {
        ReplayProgress ended = event.progress();
        audit.record(
                ended.who(),
                "replay " + ended.state(),
                "job %d: %d of %d replayed, %d superseded"
                        .formatted(ended.id(), ended.replayed(), ended.matched(), ended.superseded()));
    }
}
