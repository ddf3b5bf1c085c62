package io.leadhook.replica;

import io.leadhook.store.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Wakes the other replicas by {@code LISTEN}/{@code NOTIFY}. It only saves time: what is not heard, because the
 * connection was away or a pooler stands between, is found by the pollers. Thread-safe.
 */
final class PostgresBell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBell.class);
    private static final String CHANNEL = "leadhook";
    private static final int LISTEN_MS = 1_000;
    private static final long BACKOFF_MS = 2_000;

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final Consumer<String> heard;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService ringer = Executors.newSingleThreadExecutor(DaemonThreads.named("bell"));
    private final Thread listener;
    private volatile boolean closed;

    /** @param heard is called with each message, this replica's own too, on the thread that listens */
    PostgresBell(DataSource dataSource, JdbcTemplate jdbc, Consumer<String> heard) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.heard = heard;
        this.listener = new Thread(this::listen, "bell-listener");
        listener.setDaemon(true);
    }

    void start() {
        listener.start();
    }

    /** Returns at once. Equal messages that have not left yet are one. */
    void ring(String message) {
        if (!waiting.add(message)) {
            return;
        }
        try {
            ringer.execute(() -> send(message));
        } catch (RejectedExecutionException closing) {
            LOG.debug("Not rung while stopping: {}", message, closing);
        }
    }

    private void send(String message) {
        waiting.remove(message);
        try {
            jdbc.queryForList("select pg_notify(?, ?)", CHANNEL, message);
        } catch (DataAccessException storeAway) {
            LOG.debug("Not rung: {}", message, storeAway);
        }
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                PGConnection notifications = connection.unwrap(PGConnection.class);
                while (!closed) {
                    for (PGNotification notification : notifications.getNotifications(LISTEN_MS)) {
                        heard.accept(notification.getParameter());
                    }
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                LOG.debug("The bell is not heard; trying again", e);
                Pause.ofMillis(BACKOFF_MS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        ringer.shutdown();
        listener.interrupt();
    }
}
