package io.leadhook.receive;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source as the operator sees it. What is remembered goes back to the start of this process.
 *
 * @param ratePerSecond null: no limit
 * @param lastEventAt when the last of its events was stored; null: none since the start
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SourceReport(
        String name,
        String scheme,
        boolean enabled,
        @Nullable Double ratePerSecond,
        @Nullable Instant lastEventAt,
        List<SecretReport> secrets) {

    /**
     * One of its secrets, by its fingerprint: the first 8 hex digits of its SHA-256.
     *
     * @param lastUsedAt when a request was last verified with it; null: not since the start, so if that was long ago it
     *     can go
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record SecretReport(String fingerprint, @Nullable Instant lastUsedAt) {}

    /** Its name and the fingerprints of its secrets, or that it is off. */
    public String brief() {
        return name
                + (enabled
                        ? " " + secrets.stream().map(SecretReport::fingerprint).toList()
                        : " off");
    }

    static SourceReport of(Source source) {
        return new SourceReport(
                source.name(),
                source.schemeName(),
                true,
                source.rate() == null ? null : source.rate().perSecond(),
                source.lastEvent().get(),
                source.secrets().stream()
                        .map(secret -> new SecretReport(
                                secret.fingerprint(), secret.lastUsed().get()))
                        .toList());
    }

    static SourceReport ofDisabled(String name, SourceProperties properties) {
        return new SourceReport(name, properties.scheme(), false, properties.ratePerSecond(), null, List.of());
    }
}
