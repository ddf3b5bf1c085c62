package io.leadhook.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL server of a test's own, which may be killed and started again on the same data and the same port. Not
 * thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private final Path data;
    private final int port = FreePort.find();
    private @Nullable EmbeddedPostgres server;

    /** @param data its folder; made by the first start */
    public PostgresServer(Path data) {
        this.data = data;
    }

    /** Returns when it takes connections; after a kill it may have to wait for its own children to end. */
    public PostgresServer start() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(this::starts);
        return this;
    }

    private boolean starts() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(true)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(10))
                    // As in production: the program refuses a server that could forget a commit.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return true;
        } catch (IOException | IllegalStateException e) {
            System.out.println("PostgreSQL does not start yet: " + e.getMessage());
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return url(port);
    }

    /** The same database by another way, such as a {@link FaultProxy}. */
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(url(), "postgres", "postgres"));
    }

    /** Ends every other session, as a fail-over does. */
    public void dropConnections() {
        jdbc().sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """).query().listOfRows();
    }

    /** SIGKILL of the postmaster; its children notice and end. */
    public void kill() {
        end("-KILL");
    }

    /** What {@code pg_ctl stop -m immediate} does: no checkpoint, recovery at the next start. */
    public void stopImmediately() {
        end("-QUIT");
    }

    private void end(String signal) {
        EmbeddedPostgres ending = server;
        if (ending == null) {
            return;
        }
        try {
            String pid =
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
            new ProcessBuilder("kill", signal, pid).start().waitFor(5, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ProcessHandle.of(Long.parseLong(pid))
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
            server = null;
            // Only lets go of what this process holds of it.
            ending.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
