package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.UserCredentialsDataSourceAdapter;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a kill leaves, at any write and within it: a copy of the file, opened again. One thread stores, and syncs as
 * before an answer; others change and delete what is stored, and do not sync, or do not even write. For a long run:
 * {@code -Dleadhook.proof.header.rows=200000}.
 */
class H2HeaderTest {
    private static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=0;MAX_COMPACT_TIME=0;LOCK_TIMEOUT=5000";
    private static final int ROWS = Integer.getInteger("leadhook.proof.header.rows", 4_000);
    private static final int ONE_WRITE_OF = 40;
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong synced = new AtomicLong();
    private final List<String> damage = new ArrayList<>();
    private int kills;

    @BeforeAll
    static void register() {
        FilePath.register(new KilledFilePath());
    }

    @Test
    void whenever_it_is_killed_what_was_synced_is_there_and_whole() throws Exception {
        try (H2Connections connections = new H2Connections(url("killed:nio:", "leadhook"), () -> {})) {
            UserCredentialsDataSourceAdapter source = new UserCredentialsDataSourceAdapter();
            source.setTargetDataSource(connections);
            source.setUsername("leadhook");
            source.setPassword("");
            workAndKill(source);
        }

        System.out.println("H2 file looked at as killed: " + kills + " times, damaged: " + damage.size());
        assertThat(kills).isGreaterThan(10);
        assertThat(damage).isEmpty();
    }

    /**
     * If this fails, H2 has learned it: then NewestChunkFile and SingleWriter can go. Where the looks fall is chance, so
     * that one round may see nothing; therefore several, and not in each build.
     */
    @Test
    @Tag("long")
    void h2_alone_does_not_see_to_it() throws Exception {
        for (int round = 1; round <= ROUNDS && damage.isEmpty(); round++) {
            String url = url("killed:nio:", "leadhook");
            try (Connection open = DriverManager.getConnection(url, "leadhook", "")) {
                workAndKill(new DriverManagerDataSource(url, "leadhook", ""));
            } catch (ExecutionException | SQLException | DataAccessException e) {
                // It also happens that H2 looks for a chunk that it has overwritten.
                damage.add(e.toString());
            }
            Files.delete(folder.resolve("leadhook.mv.db"));
            stored.set(0);
            synced.set(0);
        }

        assertThat(damage).isNotEmpty();
    }

    private String url(String fileSystem, String name) {
        return "jdbc:h2:file:" + fileSystem + folder.resolve(name) + SETTINGS;
    }

    private void workAndKill(DataSource source) throws Exception {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        TransactionTemplate transaction = new RetryingTransaction(new JdbcTransactionManager(source));
        jdbc.execute("create table stored (id bigint primary key, shade integer, body varbinary)");
        jdbc.execute("create index stored_by_shade on stored (shade, id)");
        jdbc.execute("create table state (id bigint primary key, turn integer)");
        jdbc.execute("create index state_by_turn on state (turn, id)");
        jdbc.execute("create table queue (id bigint primary key)");
        jdbc.execute("create table tally (amount bigint)");
        jdbc.execute("insert into tally values (0)");
        Database database = new H2Database(jdbc);
        database.sync();
        KilledFilePath.onKill(ONE_WRITE_OF, this::lookAtWhatIsLeft);
        try {
            inThreads(
                    () -> store(jdbc, transaction, database),
                    () -> change(jdbc, Runnable::run, "update state set turn = turn + 1 where id between ? and ?", 100),
                    () -> change(
                            jdbc, Runnable::run, "update state set turn = turn + 1 where id between ? and ?", ROWS),
                    () -> change(
                            jdbc,
                            relaxed(jdbc, transaction, database),
                            "delete from queue where id between ? and ?",
                            100),
                    () -> change(
                            jdbc,
                            relaxed(jdbc, transaction, database),
                            "update stored set shade = shade + 1 where id between ? and ?",
                            ROWS));
        } finally {
            KilledFilePath.never();
        }
    }

    private static void inThreads(Runnable... work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable one : work) {
                running.add(threads.submit(one));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void store(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        Random random = new Random(1);
        while (stored.get() < ROWS) {
            long from = stored.get() + 1;
            long to = stored.get() + 1 + random.nextInt(20);
            transaction.executeWithoutResult(status -> {
                for (long id = from; id <= to; id++) {
                    jdbc.update("insert into stored values (?, ?, ?)", id, id % 97, new byte[random.nextInt(3_000)]);
                    jdbc.update("insert into state values (?, 0)", id);
                    jdbc.update("insert into queue values (?)", id);
                }
                jdbc.update("update tally set amount = ?", to);
            });
            stored.set(to);
            database.sync();
            synced.set(to);
        }
    }

    private static Consumer<Runnable> relaxed(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        return work -> transaction.executeWithoutResult(status -> {
            database.writeRelaxed(jdbc, List.of());
            work.run();
        });
    }

    private void change(JdbcTemplate jdbc, Consumer<Runnable> transaction, String sql, int reach) {
        Random random = new Random(reach);
        while (stored.get() < ROWS) {
            long from = stored.get() - random.nextInt(reach);
            try {
                transaction.accept(() -> jdbc.update(sql, from, from + random.nextInt(30)));
            } catch (PessimisticLockingFailureException e) {
                // Two of them met at the same rows; the next time they do not.
                Thread.yield();
            }
        }
    }

    private void lookAtWhatIsLeft() {
        long expected = synced.get();
        Path copy = folder.resolve("copy.mv.db");
        try {
            Files.copy(folder.resolve("leadhook.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
            look(
                    new JdbcTemplate(new DriverManagerDataSource(NewestChunkPath.in(url("", "copy")), "leadhook", "")),
                    expected);
            Files.delete(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kills++;
    }

    /** Each transaction whole or not at all, in every table and index. */
    private void look(JdbcTemplate copy, long expected) {
        try {
            List<Long> counts = copy.queryForList("""
                    select amount from tally
                    union all select count(*) from stored
                    union all select count(*) from (select id from stored order by shade, id)
                    union all select count(*) from stored where exists (select 1 from state where state.id = stored.id)
                    union all select count(*) from (select id from state order by turn, id)
                    """, Long.class);
            if (counts.get(0) < expected || counts.stream().distinct().count() > 1) {
                damage.add("synced " + expected + ", found " + counts);
            }
        } catch (DataAccessException e) {
            damage.add(String.valueOf(e.getMostSpecificCause().getMessage()));
        }
    }
}
