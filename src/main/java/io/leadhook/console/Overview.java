package io.leadhook.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.leadhook.watch.Attempts;
import io.leadhook.watch.DestinationReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the hub is doing, in one answer. Immutable.
 *
 * @param concerns what needs a person, the worst first
 * @param quarantined webhooks that were signed well and could not be read
 * @param empty whether no event was ever stored
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Overview(
        List<Concern> concerns, List<Row> destinations, List<SourceRow> sources, long quarantined, boolean empty) {
    /**
     * Something that a person should look at.
     *
     * @param level alarm, or notice for what may be meant
     * @param page where to look
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Concern(String level, String text, String page) {}

    /**
     * One destination.
     *
     * @param halfHours the last day in 48 parts, oldest first
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Row(
            String name,
            String state,
            long pending,
            long inFlight,
            long retrying,
            long dead,
            long oldestPendingSeconds,
            Figures lastHour,
            Figures lastDay,
            List<HalfHour> halfHours) {
        static Row of(DestinationReport report, Attempts hour, Attempts day, List<Attempts> halfHours) {
            return new Row(
                    report.name(),
                    report.state(),
                    report.pending(),
                    report.inFlight(),
                    report.retrying(),
                    report.dead(),
                    report.oldestPendingSeconds(),
                    Figures.of(hour),
                    Figures.of(day),
                    halfHours.stream()
                            .map(part -> new HalfHour(part.succeeded(), part.failed()))
                            .toList());
        }
    }

    /**
     * Attempts of some time.
     *
     * @param successRate 0 to 1; null without attempts, as the other figures
     * @param p99Ms an estimate from a histogram
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Figures(
            long attempts,
            @Nullable Double successRate,
            @Nullable Double averageMs,
            @Nullable Double p99Ms) {
        static Figures of(Attempts attempts) {
            return new Figures(attempts.amount(), attempts.successRate(), attempts.averageMs(), attempts.p99Ms());
        }
    }

    /** Attempts of half an hour, by how they ended. */
    public record HalfHour(long succeeded, long failed) {}

    /** One source, as far back as this process remembers, an hour at most. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record SourceRow(
            String name,
            String scheme,
            boolean enabled,
            @Nullable Instant lastEventAt,
            @JsonProperty("accepted_1h") long accepted,
            @JsonProperty("refused_1h") long refused) {}
}
