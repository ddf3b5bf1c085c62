package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What may happen to the file of an H2 database while nobody looks: each start refuses it or finds everything. */
class DamagedFileTest {
    private static final int EVENTS = 1_000;
    private static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=0;MAX_COMPACT_TIME=0";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path sound;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private H2File file;

    private enum Found {
        EVERYTHING,
        REFUSED,
        /** Opened, and what is broken says so when it is read. */
        UNREADABLE,
        LESS
    }

    @BeforeAll
    static void fill() {
        H2File file = H2File.of(url(sound)).orElseThrow();
        JdbcConnectionPool pool = open(url(sound));
        migrate(pool, file);
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        for (int id = 1; id <= EVENTS; id++) {
            jdbc.update("""
                    insert into event (id, source, event_id, received_at, state, raw_body)
                    values (?, 'leads', ?, current_timestamp, 'in_inbox', ?)
                    """, id, "evt-" + id, new byte[500]);
            jdbc.update("update tally set amount = amount + 1 where name = 'accepted'");
        }
        new LostDataCheck(file, jdbc, new H2Database(jdbc)).begin();
        // Or most of the file would be space that nobody misses.
        jdbc.execute("shutdown compact");
        pool.dispose();
    }

    @BeforeEach
    void copy() throws IOException {
        file = H2File.of(url(folder)).orElseThrow();
        H2File whole = H2File.of(url(sound)).orElseThrow();
        Files.copy(whole.database(), file.database());
        Files.copy(whole.mark(), file.mark());
    }

    @Test
    void an_untouched_file_is_whole() {
        assertThat(found()).isEqualTo(Found.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 0.5, 0.7, 0.9})
    void a_file_that_was_cut_off_is_not_taken_for_a_whole_one(double share) throws IOException {
        truncate((long) (Files.size(file.database()) * share));

        assertThat(found()).isIn(Found.REFUSED, Found.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 1_000, 4_096, 8_192})
    void a_file_without_its_tail_is_not_taken_for_a_whole_one(long bytes) throws IOException {
        truncate(Files.size(file.database()) - bytes);

        assertThat(found()).isIn(Found.REFUSED, Found.EVERYTHING);
    }

    @Test
    void an_emptied_file_is_not_taken_for_a_new_one() throws IOException {
        truncate(0);

        assertThat(found()).isEqualTo(Found.REFUSED);
    }

    @Test
    void a_missing_file_is_not_taken_for_a_new_one() throws IOException {
        Files.delete(file.database());

        assertThat(found()).isEqualTo(Found.REFUSED);
        assertThat(found()).as("nor is what the refused start has left").isEqualTo(Found.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4_096})
    void one_zeroed_header_of_two_does_no_harm(int position) throws IOException {
        overwrite(position, new byte[4_096]);

        assertThat(found()).isIn(Found.REFUSED, Found.EVERYTHING);
    }

    @Test
    void both_headers_zeroed_is_refused_or_mended() throws IOException {
        overwrite(0, new byte[8_192]);

        assertThat(found()).isIn(Found.REFUSED, Found.EVERYTHING);
    }

    /** H2 keeps no checksum of a page: such a damage may be seen only when the page is read. But it is seen. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void random_bytes_never_hide_an_event(long seed) throws IOException {
        Random random = new Random(seed);
        for (int place = 0; place < 12; place++) {
            byte[] noise = new byte[1 << (4 + random.nextInt(8))];
            random.nextBytes(noise);
            overwrite(random.nextLong(Files.size(file.database()) - noise.length), noise);
        }

        Found found = found();
        System.out.println("seed " + seed + ": " + found);
        assertThat(found).isNotEqualTo(Found.LESS);
    }

    @Test
    void another_database_of_the_same_name_is_refused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        H2File stranger = new H2File(other.resolve("leadhook"));
        JdbcConnectionPool pool = open(url(other));
        migrate(pool, stranger);
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        jdbc.update("update tally set amount = 1000000 where name = 'accepted'");
        new LostDataCheck(stranger, jdbc, new H2Database(jdbc)).begin();
        pool.dispose();
        Files.copy(stranger.database(), file.database(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(found()).isEqualTo(Found.REFUSED);
    }

    @Test
    void without_its_mark_what_is_there_is_accepted() throws IOException {
        truncate(0);
        Files.delete(file.mark());

        assertThat(found()).as("as the refusal says").isEqualTo(Found.LESS);
    }

    @Test
    void without_file_and_mark_it_is_a_new_start() throws IOException {
        Files.delete(file.database());
        Files.delete(file.mark());

        assertThat(found()).isEqualTo(Found.LESS);
    }

    private Found found() {
        JdbcConnectionPool pool = open(url(folder));
        try {
            migrate(pool, file);
        } catch (RuntimeException refused) {
            System.out.println("refused: " + refused.getMessage());
            pool.dispose();
            return Found.REFUSED;
        }
        try {
            var ids = new JdbcTemplate(pool).queryForList("select event_id from event order by id", String.class);
            return ids.equals(IntStream.rangeClosed(1, EVENTS)
                            .mapToObj(id -> "evt-" + id)
                            .toList())
                    ? Found.EVERYTHING
                    : Found.LESS;
        } catch (RuntimeException e) {
            return Found.UNREADABLE;
        } finally {
            pool.dispose();
        }
    }

    private static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("leadhook") + SETTINGS;
    }

    /** H2's own pool: the hub's would try a refused file again for a second. */
    private static JdbcConnectionPool open(String url) {
        return JdbcConnectionPool.create(url, "leadhook", "");
    }

    private static void migrate(DataSource pool, H2File file) {
        new Migration(Optional.of(file))
                .migrate(Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:db/migration/h2")
                        .load());
    }

    private void truncate(long size) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.database().toFile(), "rw")) {
            target.setLength(size);
        }
    }

    private void overwrite(long position, byte[] bytes) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.database().toFile(), "rw")) {
            target.seek(position);
            target.write(bytes);
        }
    }
}
