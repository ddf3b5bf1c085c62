package io.leadhook.proof.model;

import io.leadhook.replica.LeaseLostException;

/**
 * Everything that a hub does to the world outside its memory passes here: the begin and the commit of a transaction, a
 * request to a receiver. A hub that has died passes no more, so whatever its code still does is without effect: that is
 * what a crash is.
 */
public final class Gate {
    /** What happens to others while a hub stands at its gate. */
    interface Interlude {
        void play(String where);
    }

    private final String name;
    private final Interlude interlude;
    private int passesLeft = Integer.MAX_VALUE;
    private boolean dead;

    /** @param name of the hub */
    Gate(String name, Interlude interlude) {
        this.name = name;
        this.interlude = interlude;
    }

    public String name() {
        return name;
    }

    /** It dies at the gate after so many more. */
    void dieAfter(int passes) {
        passesLeft = passes;
    }

    void die() {
        dead = true;
    }

    public boolean isDead() {
        return dead;
    }

    /** @throws CrashException if the hub has died, or dies here */
    public void pass(String where) {
        if (!dead) {
            interlude.play(where);
        }
        passQuietly(where);
    }

    /** As {@link #pass}, in a transaction: nobody else's steps come between. */
    void passQuietly(String where) {
        if (!dead && passesLeft-- == 0) {
            dead = true;
        }
        if (dead) {
            throw new CrashException(where);
        }
    }

    /**
     * Thrown into the code of a dead hub. A lost lease as its cause lets that code give up at once, where it would rest
     * and try again after another failure.
     */
    static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CrashException(String where) {
            super("died " + where, new LeaseLostException(where));
        }
    }
}
