package io.leadhook.console.page;

import io.leadhook.console.DailyReports;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.Sight;
import io.leadhook.watch.alert.Report;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** One day in numbers. */
@Controller
class ReportPage {
    private final DailyReports reports;

    ReportPage(DailyReports reports) {
        this.reports = reports;
    }

    @GetMapping("/reports")
    String daily(HttpServletRequest request, Authentication user, Model model) {
        Report report = reports.of(new QueryParameters(request), Sight.of(user));
        LocalDate date = report.date();
        LocalDate today = reports.today();
        model.addAttribute("report", report);
        model.addAttribute("today", today);
        model.addAttribute("zone", reports.zone());
        model.addAttribute("from", date.atStartOfDay(reports.zone()).toInstant());
        model.addAttribute("to", date.plusDays(1).atStartOfDay(reports.zone()).toInstant());
        model.addAttribute("before", date.minusDays(1));
        model.addAttribute("after", date.isBefore(today) ? date.plusDays(1) : null);
        return "report";
    }
}
