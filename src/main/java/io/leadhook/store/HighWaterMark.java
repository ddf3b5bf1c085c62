package io.leadhook.store;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How much an H2 database is known to have held, kept outside of it: a damaged file that H2 opens all the same shows
 * by holding less. Immutable.
 *
 * <p>Counted are the events that were ever accepted: that number never falls, while ids vanish with what the retention
 * deletes.
 *
 * @param instance which database
 * @param accepted how many events it had accepted
 */
record HighWaterMark(String instance, long accepted) {
    static Optional<HighWaterMark> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            values.load(reader);
            return Optional.of(
                    new HighWaterMark(required(values, "instance"), Long.parseLong(required(values, "accepted"))));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " is damaged: " + e.getMessage()
                            + ". It says how many events the database beside it must hold. If you are sure that the"
                            + " database is whole, delete this file and start again",
                    e);
        }
    }

    private static String required(Properties values, String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }

    /** Either the old one or the new one is there, whenever the power fails. */
    void write(H2File database) throws IOException {
        Path next = database.mark().resolveSibling(database.mark().getFileName() + ".next");
        Files.writeString(next, """
                # Leadhook compares this with its database at start. Delete it only to accept that events are lost.
                instance=%s
                accepted=%d
                """.formatted(instance, accepted));
        H2File.publish(next, database.mark());
    }
}
