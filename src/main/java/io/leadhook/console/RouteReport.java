package io.leadhook.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loaded route. Immutable.
 *
 * @param file where it is written, or "Java"
 * @param state started, stopped, suspended …
 * @param destination the destination that it is, or null; only such a route can be stopped
 * @param exchanges how many have gone through it since the start; null where Camel does not count
 * @param steps what it consists of, the first is where it begins
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RouteReport(
        String id,
        @Nullable String description,
        String file,
        String state,
        @Nullable String destination,
        @Nullable Long exchanges,
        @Nullable Long failed,
        @Nullable Long meanMs,
        List<RouteStep> steps) {}
