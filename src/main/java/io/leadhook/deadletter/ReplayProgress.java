package io.leadhook.deadletter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a bulk replay has come. Immutable.
 *
 * @param state queued, running, done, cancelled or failed
 * @param matched how many dead letters were chosen when it began
 * @param handled how many of them it has come to; at the end fewer than matched if others handled some meanwhile
 * @param replayed how many are on their way again
 * @param superseded how many were left out because something newer had been delivered
 * @param error why it failed, in words that an operator can use
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ReplayProgress(
        long id,
        String state,
        String who,
        int ratePerSecond,
        boolean force,
        Instant createdAt,
        @Nullable Instant endedAt,
        long matched,
        long handled,
        long replayed,
        long superseded,
        @Nullable String error) {
    @JsonIgnore
    public boolean ended() {
        return endedAt != null;
    }

    /** 0 to 100. */
    @JsonIgnore
    public long percent() {
        return matched == 0 ? 100 : Math.min(100, 100 * handled / matched);
    }
}
