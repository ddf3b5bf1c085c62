package io.leadhook.watch.alert;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One day in numbers. Immutable.
 *
 * @param date the day, in the report's zone
 * @param sources events received, by source
 * @param causes dead letters of the day, most frequent first
 * @param slowest leads whose events took longest from received to delivered
 * @param balanced whether the reconciliation balances at the time of the report
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Report(
        // Camel's mapper knows no dates.
        @JsonSerialize(using = ToStringSerializer.class) LocalDate date,
        Map<String, Long> sources,
        List<Destination> destinations,
        List<Cause> causes,
        List<Slow> slowest,
        boolean balanced,
        String equation) {
    /** @param averageMs of an attempt that succeeded; null without one */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Destination(
            String name,
            long delivered,
            long failedAttempts,
            long dead,
            @Nullable Long averageMs) {}

    /** Dead letters with the same reason, and errors that differ only in ids and numbers. */
    public record Cause(String destination, String reason, String error, long amount) {}

    /** A lead's slowest delivery of the day. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Slow(String leadId, String destination, long seconds) {}
}
