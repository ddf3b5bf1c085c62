package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds all the other connections, a sender is not kept waiting. */
abstract class AppendPoolContract {
    private static final int CONNECTIONS = 4;

    @TempDir
    Path dataDir;

    /** A hub on the database under test, not started. */
    abstract Hub newHub(Path folder);

    @Test
    void events_are_stored_while_all_connections_but_the_appends_sleep_in_a_transaction() throws Exception {
        try (Receiver crm = new Receiver();
                Hub hub = newHub(dataDir)
                        .with("spring.datasource.hikari.maximum-pool-size", String.valueOf(CONNECTIONS))
                        .with("spring.datasource.hikari.connection-timeout", "1000")
                        .with("CRM_URL", crm.url())
                        .start()) {
            Sender sender = new Sender(hub.webhooksUrl());
            DataSource everybodys = hub.bean(DataSource.class);
            List<Connection> sleeping = takeAll(everybodys);
            assertThatThrownBy(everybodys::getConnection).isInstanceOf(SQLTransientConnectionException.class);

            long began = System.nanoTime();
            for (int number = 1; number <= 5; number++) {
                assertThat(sender.post(SentEvent.created("lead" + number, 1))).isTrue();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(crm.requests()).isEmpty();

            for (Connection connection : sleeping) {
                connection.rollback();
                connection.close();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> crm.requests().size() == 5);
            await().atMost(Duration.ofSeconds(20)).until(hub.api()::unrest, Optional::isEmpty);
        }
    }

    /** Some are busy for moments, so it takes some tries. */
    private static List<Connection> takeAll(DataSource pool) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            while (true) {
                Connection connection = pool.getConnection();
                connection.setAutoCommit(false);
                connection.createStatement().execute("select 1");
                taken.add(connection);
            }
        } catch (SQLTransientConnectionException empty) {
            assertThat(taken.size()).isBetween(1, CONNECTIONS);
            return taken;
        }
    }
}
