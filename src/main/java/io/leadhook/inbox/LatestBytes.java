package io.leadhook.inbox;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was kept last, as much as fits: the first that came is the first to go. Not one of the caches that weigh how often
 * an entry is asked for: what has just come has been asked for by nobody yet, and they would let it go first. Thread-safe.
 */
final class LatestBytes {
    private final long capacity;
    /** In the order in which they came. */
    private final Map<Long, StoredBody> kept = new LinkedHashMap<>();

    private long size;

    /** @param capacity in bytes, not counting what it costs to find them */
    LatestBytes(long capacity) {
        this.capacity = capacity;
    }

    /** Null too if what is kept by that id is another event's. */
    synchronized byte @Nullable [] get(long id, String source, String eventId) {
        StoredBody found = kept.get(id);
        return found != null && found.isOf(source, eventId) ? found.bytes() : null;
    }

    synchronized void keep(Collection<StoredBody> latest) {
        latest.forEach(this::keep);
    }

    private void keep(StoredBody latest) {
        StoredBody before = kept.put(latest.id(), latest);
        size += latest.bytes().length - (before == null ? 0 : before.bytes().length);
        for (Iterator<StoredBody> oldest = kept.values().iterator(); size > capacity; oldest.remove()) {
            size -= oldest.next().bytes().length;
        }
    }
}
