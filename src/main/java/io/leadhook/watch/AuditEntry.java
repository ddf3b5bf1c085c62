package io.leadhook.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that somebody has changed by hand. Immutable. */
public record AuditEntry(
        long id,
        Instant at,
        String who,
        String action,
        @Nullable String detail) {}
