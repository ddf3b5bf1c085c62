package io.leadhook.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Leads that were fetched a moment ago, for further events of the same lead. An event is served only if it was received
 * before the fetch began: a later one may tell of a change that the fetched lead does not have yet. So twenty changes
 * of one lead that come together cost one call, and no event gets a lead that is older than itself. (With replicas: as far
 * as their clocks agree.) Thread-safe; bounded by size.
 */
@Component
class LeadCache {
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int OVERHEAD = 200;

    private final Cache<Key, Fetched> leads = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, Fetched fetched) -> fetched.lead().length + OVERHEAD)
            .expireAfterWrite(LONGEST)
            .build();
    private final Clock clock;

    LeadCache(Clock clock) {
        this.clock = clock;
    }

    byte @Nullable [] find(ThinEvent event, FetchSettings settings) {
        Fetched found = leads.getIfPresent(new Key(event.source(), event.leadId()));
        if (found == null || found.startedAt().isBefore(event.receivedAt())) {
            return null;
        }
        return clock.instant().isBefore(found.startedAt().plus(settings.cache())) ? found.lead() : null;
    }

    void keep(Fetch fetch, byte[] lead) {
        if (!fetch.settings().cache().isZero()) {
            leads.put(new Key(fetch.event().source(), fetch.event().leadId()), new Fetched(fetch.startedAt(), lead));
        }
    }

    private record Key(String source, String leadId) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Fetched(Instant startedAt, byte[] lead) {}
}
