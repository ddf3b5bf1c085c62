package io.leadhook.console.page;

import io.leadhook.console.AlertHistory;
import io.leadhook.console.AlertItem;
import io.leadhook.console.Page;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.Sight;
import io.leadhook.watch.alert.AlertChannels;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the hub has spoken up about, and whether anybody heard it. */
@Controller
class AlertsPage {
    private final AlertHistory alerts;
    private final AlertChannels channels;

    AlertsPage(AlertHistory alerts, AlertChannels channels) {
        this.alerts = alerts;
        this.channels = channels;
    }

    @GetMapping("/alerts")
    String list(HttpServletRequest request, Authentication user, Model model) {
        QueryParameters query = new QueryParameters(request);
        Page<AlertItem> found = alerts.page(query, Sight.of(user));
        String open = query.text("open");
        model.addAttribute("open", open);
        model.addAttribute("alerts", found.items());
        model.addAttribute("nobody", channels.none());
        model.addAttribute("firstPage", query.text("cursor") == null);
        model.addAttribute(
                "older",
                found.next() == null
                        ? null
                        : Links.to("/alerts")
                                .with("open", open)
                                .with("cursor", found.next())
                                .toString());
        return "alerts";
    }
}
