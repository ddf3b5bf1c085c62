package io.leadhook.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a test has planted at {@link FaultPoint}s: one fault or none, the same for ever or as a file says. Thread-safe. */
final class PlantedFaults {
    private static final Logger LOG = LoggerFactory.getLogger(PlantedFaults.class);
    private static final long DELAY_MS = 500;
    private static final int HALTED = 137;

    private final Supplier<String> text;
    private Fault fault;

    private PlantedFaults(Supplier<String> text) {
        this.text = text;
        this.fault = Fault.read(text.get());
    }

    /** @param property null if nothing is ever planted */
    static @Nullable PlantedFaults of(@Nullable String property) {
        if (property == null) {
            return null;
        }
        if (!property.startsWith("@")) {
            return new PlantedFaults(() -> property);
        }
        Path file = Path.of(property.substring(1));
        return new PlantedFaults(() -> read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("leadhook.fault names a file that cannot be read", e);
        }
    }

    void at(FaultPoint here) {
        Fault planted = planted();
        if (here == planted.point && planted.hits.incrementAndGet() % planted.every == 0) {
            LOG.warn("Struck: {}", planted.text);
            planted.action.strike(here);
        }
    }

    private synchronized Fault planted() {
        String now = text.get();
        if (!now.equals(fault.text)) {
            fault = Fault.read(now);
        }
        return fault;
    }

    private enum Action {
        HALT,
        THROW,
        DELAY;

        void strike(FaultPoint here) {
            switch (this) {
                case HALT -> Runtime.getRuntime().halt(HALTED);
                case THROW -> throw new FaultPoint.PlantedFaultException(here);
                case DELAY -> Pause.ofMillis(DELAY_MS);
            }
        }
    }

    private record Fault(String text, @Nullable FaultPoint point, Action action, int every, AtomicInteger hits) {
        static Fault read(String text) {
            if (text.isEmpty()) {
                return new Fault(text, null, Action.DELAY, 1, new AtomicInteger());
            }
            String[] parts = text.split(":");
            return new Fault(
                    text,
                    FaultPoint.valueOf(constant(parts[0])),
                    Action.valueOf(constant(parts[1])),
                    parts.length > 2 ? Integer.parseInt(parts[2]) : 1,
                    new AtomicInteger());
        }

        private static String constant(String label) {
            return label.toUpperCase(Locale.ROOT).replace('-', '_');
        }
    }
}
