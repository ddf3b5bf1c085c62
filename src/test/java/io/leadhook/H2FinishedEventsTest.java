package io.leadhook;

import io.leadhook.testing.TestDatabase;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** In reads from the file, with so small a cache that the finished events are not in it. */
class H2FinishedEventsTest extends FinishedEventsContract {
    @Override
    protected Optional<TestDatabase> open() {
        return Optional.empty();
    }

    @Override
    protected String numbers(int count) {
        return "select x as n from system_range(1, " + count + ")";
    }

    @Override
    protected void settle(JdbcTemplate jdbc) {
        jdbc.execute("set cache_size 512");
    }

    @Override
    protected long read(JdbcTemplate jdbc) {
        Long reads = jdbc.queryForObject(
                "select cast(setting_value as bigint) from information_schema.settings where setting_name = 'info.FILE_READ'",
                Long.class);
        return reads == null ? 0 : reads;
    }

    @Override
    protected long limit() {
        return 100;
    }
}
