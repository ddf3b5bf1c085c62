package io.leadhook.store;

/** A rest before something is tried again. */
public final class Pause {
    private Pause() {}

    /** Whether it came to its end. If it was interrupted, the thread is so still: its next wait ends at once. */
    public static boolean ofMillis(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
