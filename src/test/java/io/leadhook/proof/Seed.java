package io.leadhook.proof;

import java.util.Random;

/** Chance that can be repeated: it says its seed, and takes one from a system property. */
record Seed(long value) {
    static Seed of(String property) {
        Seed seed = new Seed(Long.getLong(property, System.nanoTime()));
        System.out.println("seed: -D" + property + "=" + seed.value);
        return seed;
    }

    Random random() {
        return new Random(value);
    }
}
