package io.leadhook.console;

/** A parameter or a field of a call's body that cannot be meant. Answered with 400. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInput(String name, String expected) {
        super(name + " must be " + expected);
    }

    public BadInput(String name, String expected, Exception cause) {
        super(name + " must be " + expected, cause);
    }
}
