package io.leadhook.receive;

/**
 * Whether the public port takes webhooks. Closed at first; while it is closed, every request is answered 503 with
 * {@code Retry-After}, which makes senders try again. Thread-safe.
 */
public final class Door {
    private volatile boolean open;
    private volatile boolean full;

    /** From now on webhooks are taken. */
    public void open() {
        open = true;
    }

    /** From now on none is taken; those that are inside finish. */
    public void close() {
        open = false;
    }

    /** Whether there is no room for more; then every request is answered 503 too. */
    void full(boolean now) {
        full = now;
    }

    boolean isFull() {
        return full;
    }

    public boolean isOpen() {
        return open;
    }
}
