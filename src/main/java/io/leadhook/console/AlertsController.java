package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/alerts}. */
@RestController
class AlertsController {
    private final AlertHistory alerts;

    AlertsController(AlertHistory alerts) {
        this.alerts = alerts;
    }

    @GetMapping("/api/alerts")
    Page<AlertItem> list(HttpServletRequest request, Authentication user) {
        return alerts.page(new QueryParameters(request), Sight.of(user));
    }
}
