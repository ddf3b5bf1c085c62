package io.leadhook.inbox;

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
    private final Map<Long, byte[]> kept = new LinkedHashMap<>();

    private long size;

    /** @param capacity in bytes, not counting what it costs to find them */
    LatestBytes(long capacity) {
        this.capacity = capacity;
    }

    synchronized byte @Nullable [] get(long id) {
        return kept.get(id);
    }

    synchronized void keep(Map<Long, byte[]> latest) {
        latest.forEach(this::keep);
    }

    private void keep(long id, byte[] bytes) {
        if (kept.putIfAbsent(id, bytes) != null) {
            return;
        }
        size += bytes.length;
        for (Iterator<byte[]> oldest = kept.values().iterator(); size > capacity; oldest.remove()) {
            size -= oldest.next().length;
        }
    }
}
