package io.leadhook.inbox;

/** Which partition a lead belongs to: a hash that must never change, since rows carry it. */
public final class Partitions {
    static final int COUNT = 16;

    private Partitions() {}

    /** From 0 to {@code COUNT - 1}. */
    public static int of(String source, String leadId) {
        return Math.floorMod(31 * source.hashCode() + leadId.hashCode(), COUNT);
    }
}
