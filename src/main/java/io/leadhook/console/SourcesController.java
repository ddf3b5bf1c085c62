package io.leadhook.console;

import io.leadhook.receive.SourceRegistry;
import io.leadhook.receive.SourceReport;
import io.leadhook.receive.SourcesReloaded;
import io.leadhook.watch.AuditLog;
import java.security.Principal;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sources}. */
@RestController
@RequestMapping("/api/sources")
class SourcesController {
    private final SourceRegistry sources;
    private final AuditLog audit;

    SourcesController(SourceRegistry sources, AuditLog audit) {
        this.sources = sources;
        this.audit = audit;
    }

    @GetMapping
    Page<SourceReport> list() {
        return Page.all(sources.reports());
    }

    @PostMapping("/reload")
    Page<SourceReport> reload(Principal who) {
        List<SourceReport> reports;
        try {
            reports = sources.reload();
        } catch (IllegalArgumentException fault) {
            throw Refused.conflict("nothing was changed: " + fault.getMessage());
        }
        record(who.getName(), reports);
        return Page.all(reports);
    }

    /** Nobody asked for it by name: who could write the files did it. */
    @EventListener
    void reloaded(SourcesReloaded reload) {
        record("files", reload.sources());
    }

    private void record(String who, List<SourceReport> reports) {
        audit.record(
                who,
                "reload sources",
                reports.stream().map(SourceReport::brief).toList().toString());
    }
}
