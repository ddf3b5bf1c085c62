package io.leadhook.receive;

import io.leadhook.enrich.FetchSettings;
import io.leadhook.event.LeadEventReader;
import io.leadhook.event.SourceProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead system that may post here. Immutable but for its rate limit and what it remembers; thread-safe.
 *
 * @param path what stands in the request line, character by character
 * @param schemeName as configured
 * @param allowedOrigins who is given leave to deliver CloudEvents ({@link Handshake}); none: nobody is answered
 * @param rate null: no limit
 * @param fetch how the leads of its thin events are fetched; null: they are delivered as they are
 * @param lastEvent when the last one of its events was stored
 */
record Source(
        String name,
        String path,
        String schemeName,
        SignatureScheme scheme,
        List<Secret> secrets,
        Duration tolerance,
        BodyFormat format,
        List<String> allowedOrigins,
        SourceProfile profile,
        @Nullable RateLimit rate,
        @Nullable FetchSettings fetch,
        LastTime lastEvent) {

    /** This one, knowing what the one knew that it replaces. */
    Source continuing(Source before) {
        List<Secret> known =
                secrets.stream().map(secret -> before.remembered(secret)).toList();
        boolean sameRate = rate != null && before.rate != null && rate.perSecond() == before.rate.perSecond();
        return new Source(
                name,
                path,
                schemeName,
                scheme,
                known,
                tolerance,
                format,
                allowedOrigins,
                profile,
                sameRate ? before.rate : rate,
                fetch,
                before.lastEvent);
    }

    /** Until when the lead of an event that was received now is to be fetched, or null if it is not. */
    @Nullable
    Instant fetchUntil(LeadEventReader.Readable event, Instant now) {
        return event.thin() && fetch != null ? now.plus(fetch.giveUpAfter()) : null;
    }

    private Secret remembered(Secret secret) {
        return secrets.stream()
                .filter(mine -> mine.fingerprint().equals(secret.fingerprint()))
                .findFirst()
                .map(mine -> new Secret(secret.fingerprint(), secret.key(), mine.lastUsed()))
                .orElse(secret);
    }

    @Override
    public String toString() {
        return "Source[" + name + "]";
    }
}
