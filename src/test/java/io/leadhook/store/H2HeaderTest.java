package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a kill at that moment would leave: a copy of the file, opened again. H2 reuses space from the start here, as it
 * does in production some seconds after it.
 */
class H2HeaderTest {
    private static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=0;MAX_COMPACT_TIME=0;DB_CLOSE_DELAY=-1";
    private static final int ROUNDS = 300;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private long rows;

    @Test
    void what_was_synced_is_in_the_file_that_a_kill_leaves() throws Exception {
        assertThat(roundsThatLost(NewestChunkPath.in(url()))).isZero();
    }

    /** If this fails, H2 has learned it: then NewestChunkFile can go. */
    @Test
    void the_checkpoint_of_h2_alone_does_not_see_to_it() throws Exception {
        assertThat(roundsThatLost(url())).isPositive();
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("leadhook") + SETTINGS;
    }

    private int roundsThatLost(String url) throws Exception {
        int lost = 0;
        try (SingleConnectionDataSource only =
                new SingleConnectionDataSource(DriverManager.getConnection(url, "leadhook", ""), true)) {
            JdbcTemplate jdbc = new JdbcTemplate(only);
            Database database = new H2Database(jdbc);
            jdbc.execute("create table kept (id bigint primary key, body varbinary)");
            jdbc.execute("create table queue (id bigint primary key)");
            for (int round = 0; round < ROUNDS; round++) {
                work(jdbc);
                database.sync();
                lost += round % 5 == 0 && inCopy(round) < rows ? 1 : 0;
            }
            jdbc.execute("shutdown immediately");
        }
        return lost;
    }

    /** Rows that stay and rows that go, of any size, so that there are gaps of any size. */
    private void work(JdbcTemplate jdbc) {
        for (int commit = random.nextInt(6); commit >= 0; commit--) {
            jdbc.update("insert into kept values (?, ?)", ++rows, new byte[random.nextInt(3_000)]);
            jdbc.update("insert into queue values (?)", rows);
            jdbc.update("delete from queue where id < ?", rows - random.nextInt(40));
        }
    }

    private long inCopy(int round) throws IOException, SQLException {
        Path copy = folder.resolve("copy" + round + ".mv.db");
        Files.copy(folder.resolve("leadhook.mv.db"), copy);
        String url = "jdbc:h2:file:" + folder.resolve("copy" + round) + ";DB_CLOSE_DELAY=0;MAX_COMPACT_TIME=0";
        try (Connection connection = DriverManager.getConnection(url, "leadhook", "");
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from kept")) {
            result.next();
            return result.getLong(1);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
