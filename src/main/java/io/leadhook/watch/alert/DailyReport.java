package io.leadhook.watch.alert;

import io.leadhook.replica.Leases;
import io.leadhook.replica.Turn;
import io.leadhook.store.Every;
import io.leadhook.watch.Reconciliation;
import io.leadhook.watch.Reconciliations;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The bean {@code dailyReport} of {@code routes/watch.camel.yaml}: yesterday in numbers. Sent once a day by one replica;
 * a hub that was down at that time sends it when it is up again. Thread-safe.
 */
@Component("dailyReport")
@EnableConfigurationProperties(ReportProperties.class)
public class DailyReport implements DisposableBean {
    private static final long TRIED_EVERY_MS = 600_000;

    private final JdbcReport rows;
    private final Reconciliations reconciliations;
    private final ReportProperties properties;
    private final Clock clock;
    private final Turn turn;
    /** Until one is told: to read a day takes the database minutes where much is stored. */
    private final Every tries = Every.ofMillis(TRIED_EVERY_MS);

    DailyReport(
            JdbcReport rows, Reconciliations reconciliations, ReportProperties properties, Leases leases, Clock clock) {
        this.rows = rows;
        this.reconciliations = reconciliations;
        this.properties = properties;
        this.clock = clock;
        this.turn = Turn.at("daily-report", leases);
    }

    /** Yesterday's report if it is time and it was not sent yet; else null. */
    public synchronized @Nullable Report due() {
        if (!properties.enabled() || !turn.isOurs()) {
            return null;
        }
        ZonedDateTime now = clock.instant().atZone(properties.zone());
        LocalDate yesterday = now.toLocalDate().minusDays(1);
        String lastSent = rows.lastSent();
        boolean due = !now.toLocalTime().isBefore(properties.at())
                && !Objects.equals(lastSent, yesterday.toString())
                && (lastSent != null || hasBegun());
        return due && tries.isOver(now.toInstant()) ? of(yesterday) : null;
    }

    /** A hub that has just been installed has nothing to report. */
    private boolean hasBegun() {
        return reconciliations.now().accepted() > 0;
    }

    /** It has been told; by its own date, since midnight may have passed meanwhile. */
    public void sent(Report report) {
        rows.sent(report.date().toString());
    }

    /** Whose days are reported. */
    public ZoneId zone() {
        return properties.zone();
    }

    private Report of(LocalDate date) {
        return of(date, reconciliations.now());
    }

    /**
     * Of any day that retention has left.
     *
     * @param sums as they are at the time of the report
     */
    public Report of(LocalDate date, Reconciliation sums) {
        Instant from = date.atStartOfDay(properties.zone()).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(properties.zone()).toInstant();
        return rows.of(date, from, to, sums);
    }

    /** For people, without personal data: errors of receivers stay out of it, since they may quote some. */
    public String text(Report report) {
        StringBuilder text = new StringBuilder("Leadhook on " + report.date() + "\n");
        text.append("Received: ")
                .append(
                        report.sources().isEmpty()
                                ? "nothing"
                                : report.sources().entrySet().stream()
                                        .map(source -> source.getKey() + " " + source.getValue())
                                        .collect(Collectors.joining(", ")))
                .append('\n');
        report.destinations()
                .forEach(destination -> text.append("%s: %d delivered, %d attempts failed, %d dead%s%n"
                        .formatted(
                                destination.name(),
                                destination.delivered(),
                                destination.failedAttempts(),
                                destination.dead(),
                                destination.averageMs() == null
                                        ? ""
                                        : ", " + destination.averageMs() + " ms on average")));
        report.causes()
                .forEach(cause -> text.append(
                        "Dead: %d for %s (%s)%n".formatted(cause.amount(), cause.destination(), cause.reason())));
        report.slowest().stream()
                .filter(slow -> slow.seconds() > 0)
                .forEach(slow -> text.append("Slow: lead %s took %d s to %s%n"
                        .formatted(slow.leadId(), slow.seconds(), slow.destination())));
        return text.append(report.balanced() ? "Balanced: " : "NOT BALANCED: ")
                .append(report.equation())
                .toString();
    }

    @Override
    public void destroy() {
        turn.close();
    }
}
