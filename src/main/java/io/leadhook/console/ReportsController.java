package io.leadhook.console;

import io.leadhook.watch.alert.Report;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/reports/daily}. */
@RestController
class ReportsController {
    private final DailyReports reports;

    ReportsController(DailyReports reports) {
        this.reports = reports;
    }

    @GetMapping("/api/reports/daily")
    Report daily(HttpServletRequest request, Authentication user) {
        return reports.of(new QueryParameters(request), Sight.of(user));
    }
}
