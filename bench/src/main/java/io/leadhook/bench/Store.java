package io.leadhook.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that a hub is given: an H2 file in its own folder, or a database of a PostgreSQL server. */
sealed interface Store {
    String name();

    /** What a 200 is worth on it. */
    String durability();

    /** For the hub's command line. */
    Map<String, String> keys();

    List<ProcessHandle> helpers();

    /** Where data are kept, but for the hub's own folder. */
    List<Path> folders();

    /** In the hub's own folder. */
    record H2() implements Store {
        @Override
        public String name() {
            return "H2";
        }

        @Override
        public String durability() {
            return "H2 file, WRITE_DELAY=0, fsync before each group of 200s";
        }

        @Override
        public Map<String, String> keys() {
            return Map.of();
        }

        @Override
        public List<ProcessHandle> helpers() {
            return List.of();
        }

        @Override
        public List<Path> folders() {
            return List.of();
        }
    }

    /** A database of its own; the server is shared, but nobody else uses it at the same time. */
    record Postgres(PostgresServer server, String url) implements Store {
        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public String durability() {
            return "PostgreSQL, fsync=on, synchronous_commit=on, before each group of 200s";
        }

        @Override
        public Map<String, String> keys() {
            return Map.of(
                    "spring.datasource.url", url,
                    "spring.datasource.username", PostgresServer.USER,
                    "spring.datasource.password", PostgresServer.USER);
        }

        @Override
        public List<ProcessHandle> helpers() {
            return List.of(server.process());
        }

        @Override
        public List<Path> folders() {
            return List.of(server.data());
        }
    }

    /** A new and empty one: on this server, or else in H2. */
    static Store empty(@Nullable PostgresServer server) {
        return server == null ? new H2() : new Postgres(server, server.newDatabase());
    }
}
