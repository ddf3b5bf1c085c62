package io.leadhook.console;

import io.leadhook.console.Overview.Row;
import io.leadhook.console.Overview.SourceRow;
import io.leadhook.receive.SourceRegistry;
import io.leadhook.receive.SourceReport;
import io.leadhook.watch.DeliveryHistory;
import io.leadhook.watch.DestinationReports;
import io.leadhook.watch.SourceTraffic;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts the overview together. Its cost grows with what is not done, not with what is stored. Thread-safe. */
@Component
public class Overviews {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int HALF_HOURS = 48;

    private final DestinationReports reports;
    private final DeliveryHistory history;
    private final Sources sources;
    private final Concerns concerns;
    private final JdbcClient jdbc;

    Overviews(
            DestinationReports reports, DeliveryHistory history, Sources sources, Concerns concerns, JdbcClient jdbc) {
        this.reports = reports;
        this.history = history;
        this.sources = sources;
        this.concerns = concerns;
        this.jdbc = jdbc;
    }

    public Overview now() {
        List<Row> rows = reports.backlogs().stream()
                .map(report -> Row.of(
                        report,
                        history.last(report.name(), HOUR),
                        history.last(report.name(), DAY),
                        history.lastDay(report.name(), HALF_HOURS)))
                .toList();
        long quarantined = concerns.quarantined();
        return new Overview(concerns.of(rows, quarantined), rows, sources.rows(), quarantined, isEmpty());
    }

    private boolean isEmpty() {
        return jdbc.sql("select 1 from event limit 1")
                .query(Integer.class)
                .optional()
                .isEmpty();
    }

    /** The sources and what they send. */
    @Component
    static class Sources {
        private final SourceRegistry registry;
        private final SourceTraffic traffic;

        Sources(SourceRegistry registry, SourceTraffic traffic) {
            this.registry = registry;
            this.traffic = traffic;
        }

        List<SourceRow> rows() {
            return registry.reports().stream().map(this::row).toList();
        }

        private SourceRow row(SourceReport report) {
            SourceTraffic.Traffic hour = traffic.lastHour(report.name());
            return new SourceRow(
                    report.name(),
                    report.scheme(),
                    report.enabled(),
                    report.lastEventAt(),
                    hour.accepted(),
                    hour.refused());
        }
    }
}
