package io.leadhook.receive;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies are kept at once, of all requests that are not answered yet. A body is in memory before anybody
 * knows who sent it: without this, connections that send nearly a whole one and then nothing would fill the heap. What
 * counts is what has come, not what is announced, or a few heads would take all of it. Thread-safe.
 */
final class BodyBudget {
    private static final int FEWEST_BODIES = 8;
    private static final int SHARE_OF_HEAP = 8;

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long bytes) {
        this.bytes = bytes;
    }

    /** An eighth of the heap, but never less than eight of the largest bodies. */
    static BodyBudget ofHeap(long maxBodySize) {
        return new BodyBudget(
                Math.max(FEWEST_BODIES * maxBodySize, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** Takes so many more, if they are left; otherwise takes none. */
    boolean take(int more) {
        boolean left = taken.addAndGet(more) <= bytes;
        if (!left) {
            taken.addAndGet(-more);
        }
        return left;
    }

    /** Gives back what was taken. */
    void release(int before) {
        taken.addAndGet(-before);
    }

    long left() {
        return bytes - taken.get();
    }
}
