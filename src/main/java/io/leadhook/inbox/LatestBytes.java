package io.leadhook.inbox;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What was kept last, as much as fits: the first that came is the first to go. Not one of the caches that weigh how often
 * an entry is asked for: what has just come has been asked for by nobody yet, and they would let it go first. Thread-safe.
 */
final class LatestBytes {
    private final long capacity;
    private final Map<Long, byte[]> kept = new HashMap<>();
    private final Queue<Long> byAge = new ArrayDeque<>();
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
        byAge.add(id);
        size += bytes.length;
        while (size > capacity) {
            byte[] oldest = kept.remove(byAge.remove());
            size -= oldest == null ? 0 : oldest.length;
        }
    }
}
