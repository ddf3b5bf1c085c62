package io.leadhook.console.page;

import io.leadhook.console.LeadReport;
import io.leadhook.console.LeadReports;
import io.leadhook.console.PageRequest;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.Sight;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Why is this lead not up to date? */
@Controller
class LeadPage {
    private final LeadReports leads;

    LeadPage(LeadReports leads) {
        this.leads = leads;
    }

    @GetMapping("/leads")
    String show(HttpServletRequest request, Authentication user, Model model) {
        QueryParameters query = new QueryParameters(request);
        String lead = query.text("lead_id");
        if (lead == null) {
            return "redirect:/events";
        }
        String source = query.text("source");
        LeadReport report = leads.of(lead, source, PageRequest.of(query), Sight.of(user));
        model.addAttribute("asked", lead);
        model.addAttribute("lead", report);
        model.addAttribute(
                "moving",
                report.destinations().stream()
                        .anyMatch(standing -> standing.state().equals("waiting")));
        model.addAttribute(
                "here",
                Links.to("/leads").with("lead_id", lead).with("source", source).toString());
        String next = report.events().next();
        model.addAttribute(
                "older",
                next == null
                        ? null
                        : Links.to("/leads")
                                .with("lead_id", lead)
                                .with("source", source)
                                .with("cursor", next)
                                .toString());
        return "lead";
    }
}
