package io.leadhook.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Events that have been dispatched and wait for a destination, written into the tables directly: sent through the hub a
 * million of them would take longer than everything else together. No hub may run on the database meanwhile.
 */
final class WaitingEvents {
    private static final String EVENTS = """
            insert into event (id, source, event_id, event_type, lead_id, event_time, received_at, state, raw_body)
            select n, 'leads', 'waiting' || n, 'lead.created', 'waiting' || n, current_timestamp, current_timestamp,
                'dispatched', ?
            from (%s) numbers
            """;
    private static final String DELIVERIES = """
            insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id, received_at, state, ready)
            select id, id, ?, source, event_id, event_type, lead_id, received_at, 'pending', 1
            from event
            """;
    private static final List<String> SUMS = List.of(
            "update tally set amount = amount + %1$d where name in ('accepted', 'dispatched')",
            "insert into tally (name, scope, amount) values ('wanted', '%2$s', %1$d)");
    private static final List<String> POSTGRES =
            List.of("select setval('event_id', %1$d)", "select setval('delivery_id', %1$d)", "vacuum analyze");
    private static final int BODY_BYTES = 500;

    private WaitingEvents() {}

    static void write(Store store, Path folder, String destination, int waiting) {
        boolean postgres = store instanceof Store.Postgres;
        try (Connection connection = open(store, folder)) {
            String numbers = postgres
                    ? "select generate_series(1, " + waiting + ") as n"
                    : "select x as n from system_range(1, " + waiting + ")";
            try (PreparedStatement events = connection.prepareStatement(EVENTS.formatted(numbers))) {
                events.setBytes(1, new byte[BODY_BYTES]);
                events.executeUpdate();
            }
            try (PreparedStatement deliveries = connection.prepareStatement(DELIVERIES)) {
                deliveries.setString(1, destination);
                deliveries.executeUpdate();
            }
            execute(connection, SUMS, waiting, destination);
            execute(connection, postgres ? POSTGRES : List.of("shutdown"), waiting, destination);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write " + waiting + " waiting events", e);
        }
    }

    private static Connection open(Store store, Path folder) throws SQLException {
        return store instanceof Store.Postgres postgres
                ? DriverManager.getConnection(postgres.url(), PostgresServer.USER, PostgresServer.USER)
                : DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("data/leadhook"), "leadhook", "");
    }

    private static void execute(Connection connection, List<String> statements, int waiting, String destination)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.formatted(waiting, destination));
            }
        }
    }
}
