package io.leadhook.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.leadhook.watch.alert.Episode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that the hub has spoken up about. Immutable.
 *
 * @param symptom what and where, the same as long as it lasts
 * @param text one sentence with its latest figures
 * @param endedAt null while it lasts
 * @param toldAt null while nobody has been told
 * @param error why the last try to tell failed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AlertItem(
        long id,
        String symptom,
        String text,
        Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable Instant toldAt,
        @Nullable String error) {
    static AlertItem of(Episode episode) {
        return new AlertItem(
                episode.id(),
                episode.symptom(),
                episode.text(),
                episode.beganAt(),
                episode.endedAt(),
                episode.toldAt(),
                episode.error());
    }

    @JsonIgnore
    public boolean isOpen() {
        return endedAt == null;
    }
}
