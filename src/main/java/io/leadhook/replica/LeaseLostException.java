package io.leadhook.replica;

/** Another replica does this work now: nothing of it may be written here, and nothing is lost by that. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For work that is not done here at all. */
    public LeaseLostException(String work) {
        super("Another replica does " + work);
    }

    LeaseLostException(String work, long epoch) {
        super("Another replica has taken " + work + " (this one had epoch " + epoch + ")");
    }
}
