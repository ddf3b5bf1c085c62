package io.leadhook.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when the route files were last read. Immutable.
 *
 * @param by who asked; null: the start itself, which loaded them
 * @param good whether a start with them would succeed
 * @param faults each as {@code file:line: message}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RouteCheck(Instant at, @Nullable String by, boolean good, List<String> faults) {}
