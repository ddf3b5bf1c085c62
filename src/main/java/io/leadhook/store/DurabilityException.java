package io.leadhook.store;

/** The disk did not confirm a write. What was written since the last confirmation may be lost. */
public final class DurabilityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DurabilityException(String message, Throwable cause) {
        super(message, cause);
    }

    DurabilityException(String message) {
        super(message);
    }
}
