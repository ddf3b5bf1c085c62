package io.leadhook;

import io.leadhook.testing.TestDatabase;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** In rows and entries of indexes. */
class PostgresFinishedEventsTest extends FinishedEventsContract {
    @Override
    protected Optional<TestDatabase> open() {
        return Optional.of(TestDatabase.postgres());
    }

    @Override
    protected String numbers(int count) {
        return "select generate_series(1, " + count + ") as n";
    }

    @Override
    protected void settle(JdbcTemplate jdbc) {
        jdbc.execute("vacuum analyze");
    }

    @Override
    protected long read(JdbcTemplate jdbc) {
        Long rows = jdbc.queryForObject(
                "select (select sum(seq_tup_read) from pg_stat_user_tables) + (select sum(idx_tup_read) from pg_stat_user_indexes)",
                Long.class);
        return rows == null ? 0 : rows;
    }

    @Override
    protected long limit() {
        return 5_000;
    }
}
