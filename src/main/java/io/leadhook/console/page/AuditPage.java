package io.leadhook.console.page;

import io.leadhook.console.Page;
import io.leadhook.console.PageRequest;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.Sight;
import io.leadhook.watch.AuditEntry;
import io.leadhook.watch.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who did what. */
@Controller
class AuditPage {
    private final AuditLog audit;

    AuditPage(AuditLog audit) {
        this.audit = audit;
    }

    @GetMapping("/audit")
    String list(HttpServletRequest request, Authentication user, Model model) {
        QueryParameters query = new QueryParameters(request);
        PageRequest page = PageRequest.of(query);
        String who = query.text("who");
        Page<AuditEntry> found = Page.of(audit.page(who, page.before(), page.oneMore()), page, AuditEntry::id);
        model.addAttribute("who", who);
        model.addAttribute(
                "entries", found.items().stream().map(Sight.of(user)::entry).toList());
        model.addAttribute(
                "older",
                found.next() == null
                        ? null
                        : Links.to("/audit")
                                .with("who", who)
                                .with("cursor", found.next())
                                .toString());
        return "audit";
    }
}
