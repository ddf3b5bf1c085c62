package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadhook.testing.TestDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written together is written as if it were written one after the other, whatever the rows hold. */
abstract class ChangesContract {
    private static final String INSERT = """
            insert into thing (id, name, at, odd, body)
            select * from unnest(
                cast(? as bigint array), cast(? as varchar array), cast(? as timestamp(6) with time zone array),
                cast(? as boolean array), cast(? as bytea array)
            ) as thing (id, name, at, odd, body)
            """;
    private static final Change RENAME_SOME = Change.of("update thing set name = ? where id > ?", "new", 1L);
    private static final Change DELETE_NONE =
            Change.of("delete from thing where id = any(?)", (Object) new Long[] {9L});

    final JdbcTemplate jdbc;
    final TransactionTemplate transaction;
    final Database changes;
    private final TestDatabase database;

    record Thing(
            long id,
            @Nullable String name,
            @Nullable Instant at,
            @Nullable Boolean odd,
            byte @Nullable [] body) {
        Thing(long id) {
            this(id, null, null, null, null);
        }
    }

    ChangesContract(TestDatabase database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.transaction = database.transactions();
        this.changes = Databases.of(database, jdbc);
    }

    @BeforeEach
    void makeTable() {
        jdbc.execute("create table thing (id bigint primary key, name varchar(60), at timestamp(6) with time zone,"
                + " odd boolean, body bytea)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @SuppressWarnings("NullAway") // does not read from a class file that a type argument may be null
    private static Change insert(Thing... things) {
        return new Columns<>(Arrays.asList(things))
                .number(Thing::id)
                .text(Thing::name)
                .time(Thing::at)
                .flag(Thing::odd)
                .bytes(Thing::body)
                .into(INSERT);
    }

    @Test
    void rows_are_read_back_as_they_were_written_with_their_gaps() {
        String awkward = "a \"quoted\", {braced} \\ one; 'NULL' ? äöü 漢字";
        changes.write(
                jdbc,
                List.of(insert(
                        new Thing(1),
                        new Thing(2, awkward, Instant.parse("9999-12-31T23:59:59.999999Z"), true, new byte[] {0, -1}),
                        new Thing(3, "", Instant.EPOCH, false, new byte[0]),
                        new Thing(4, "null", Instant.parse("2026-11-27T04:05:06.123456789Z"), null, null))));

        assertThat(jdbc.query("select name, at, odd, body from thing order by id", (row, number) -> {
                    OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
                    return Arrays.asList(
                            row.getString("name"),
                            at == null ? null : at.toInstant(),
                            row.getObject("odd"),
                            Arrays.toString(row.getBytes("body")));
                }))
                .containsExactly(
                        Arrays.asList(null, null, null, "null"),
                        List.of(awkward, Instant.parse("9999-12-31T23:59:59.999999Z"), true, "[0, -1]"),
                        List.of("", Instant.EPOCH, false, "[]"),
                        Arrays.asList("null", Instant.parse("2026-11-27T04:05:06.123456Z"), null, "null"));
    }

    @Test
    void each_change_tells_how_many_rows_it_has_changed() {
        List<Change> all = List.of(insert(new Thing(1), new Thing(2), new Thing(3)), RENAME_SOME, DELETE_NONE);

        assertThat(transaction.<int[]>execute(status -> changes.write(jdbc, all)))
                .containsExactly(3, 2, 0);
    }

    @Test
    void one_that_need_not_wait_for_the_disk_tells_the_same() {
        List<Change> all = List.of(insert(new Thing(1), new Thing(2), new Thing(3)), RENAME_SOME, DELETE_NONE);

        assertThat(transaction.<int[]>execute(status -> changes.writeRelaxed(jdbc, all)))
                .containsExactly(3, 2, 0);
    }

    @Test
    void what_was_written_before_one_that_fails_is_taken_back_with_it() {
        List<Change> all = List.of(insert(new Thing(1)), insert(new Thing(1)));

        assertThatThrownBy(() -> transaction.execute(status -> changes.write(jdbc, all)))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(jdbc.queryForObject("select count(*) from thing", Long.class))
                .isZero();
    }

    @Test
    void a_total_is_begun_and_added_to_as_often_as_it_is_named() {
        changes.write(jdbc, List.of(Tally.add(List.of(new Tally("wanted", "crm", 2), new Tally("wanted", "crm", 3)))));
        changes.write(
                jdbc,
                List.of(Tally.add(List.of(
                        Tally.of("accepted", 7), new Tally("wanted", "crm", 1), new Tally("wanted", "slack", 0)))));

        assertThat(jdbc.queryForList(
                        "select concat(name, ' ', scope, ' ', amount) from tally where amount > 0 order by name",
                        String.class))
                .containsExactly("accepted  7", "wanted crm 6");
    }
}
