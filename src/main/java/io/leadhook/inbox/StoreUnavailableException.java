package io.leadhook.inbox;

/** The store cannot take an arrival now; the sender is to come again. Nothing of it can be relied on to be stored. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailableException(String message) {
        super(message);
    }
}
