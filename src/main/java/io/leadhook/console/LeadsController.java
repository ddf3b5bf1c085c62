package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/leads?lead_id=}. */
@RestController
class LeadsController {
    private final LeadReports leads;

    LeadsController(LeadReports leads) {
        this.leads = leads;
    }

    @GetMapping("/api/leads")
    LeadReport lead(HttpServletRequest request, Authentication user) {
        QueryParameters query = new QueryParameters(request);
        String leadId = query.text("lead_id");
        if (leadId == null) {
            throw new BadInput("lead_id", "the id of a lead");
        }
        return leads.of(leadId, query.text("source"), PageRequest.of(query), Sight.of(user));
    }
}
