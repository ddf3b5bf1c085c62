package io.leadhook.console;

import io.leadhook.watch.LatestReconciliation;
import io.leadhook.watch.alert.DailyReport;
import io.leadhook.watch.alert.Report;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.stereotype.Component;

/** The report of a day that somebody asks for. Thread-safe. */
@Component
public class DailyReports {
    private final DailyReport reports;
    private final LatestReconciliation sums;
    private final Clock clock;

    DailyReports(DailyReport reports, LatestReconciliation sums, Clock clock) {
        this.reports = reports;
        this.sums = sums;
        this.clock = clock;
    }

    /** By the parameter {@code date}, yesterday without it. Today is reported as far as it has come. */
    public Report of(QueryParameters query, Sight sight) {
        LocalDate date = query.date("date", today());
        return sight.report(reports.of(
                date == null ? today().minusDays(1) : date, sums.get().reconciliation()));
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone());
    }

    public ZoneId zone() {
        return reports.zone();
    }
}
