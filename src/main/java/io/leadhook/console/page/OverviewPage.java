package io.leadhook.console.page;

import io.leadhook.console.Overview;
import io.leadhook.console.Overviews;
import io.leadhook.console.Sight;
import io.leadhook.watch.LatestReconciliation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the hub is doing. */
@Controller
class OverviewPage {
    private final Overviews overviews;
    private final LatestReconciliation reconciliation;

    OverviewPage(Overviews overviews, LatestReconciliation reconciliation) {
        this.overviews = overviews;
        this.reconciliation = reconciliation;
    }

    @GetMapping("/")
    String show(HttpServletRequest request, Authentication who, Model model) {
        Overview overview = Sight.of(who).overview(overviews.now());
        Map<String, Sparkline> sparklines = new TreeMap<>();
        overview.destinations().forEach(row -> sparklines.put(row.name(), Sparkline.of(row.halfHours())));
        model.addAttribute("overview", overview);
        model.addAttribute("sparklines", sparklines);
        // The port that was really reached: the Host header is whatever somebody writes into it.
        model.addAttribute("curl", """
                curl -u %s -X POST http://127.0.0.1:%d/api/test-events -H 'Content-Type: application/json' \\
                     -d '{"event_type":"lead.created"}'""".formatted(who.getName(), request.getLocalPort()));
        return "overview";
    }

    /** A part of its own: the page need not wait for what adds up the whole table. */
    @GetMapping("/reconciliation")
    String sums(Model model) {
        model.addAttribute("sums", reconciliation.get());
        return "reconciliation";
    }
}
