package io.leadhook.console;

/** A parameter or a field of a call's body that cannot be meant. Answered with 400. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadInput(String name, String expected) {
        super(name + " must be " + expected);
    }

    BadInput(String name, String expected, Exception cause) {
        super(name + " must be " + expected, cause);
    }
}
