package io.leadhook.console;

import io.leadhook.watch.AuditEntry;
import io.leadhook.watch.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/audit}. */
@RestController
class AuditController {
    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    @GetMapping("/api/audit")
    Page<AuditEntry> list(HttpServletRequest request, Authentication user) {
        QueryParameters query = new QueryParameters(request);
        PageRequest page = PageRequest.of(query);
        Page<AuditEntry> found =
                Page.of(audit.page(query.text("who"), page.before(), page.oneMore()), page, AuditEntry::id);
        return new Page<>(found.items().stream().map(Sight.of(user)::entry).toList(), found.next());
    }
}
