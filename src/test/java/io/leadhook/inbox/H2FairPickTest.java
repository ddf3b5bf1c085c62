package io.leadhook.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Rows;
import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class H2FairPickTest extends FairPickContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void a_flood_is_looked_through_once() throws SQLException {
        LongStream.range(1, 1_001).forEach(id -> arrive(id, FLOOD));
        ScannedRows scanned = new ScannedRows(database.dataSource());
        pickThrough(scanned.source());
        next();

        arrive(1_001, "lead_1");
        assertThat(next()).contains(1_001L);

        assertThat(scanned.bySql())
                .hasSizeGreaterThan(4)
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(100));
    }

    @Test
    void what_came_of_a_lead_is_found_without_reading_the_backlog_of_others() throws SQLException {
        LongStream.range(1, 1_001).forEach(id -> arrive(id, FLOOD));
        arrive(1_001, "lead_1");
        ScannedRows scanned = new ScannedRows(database.dataSource());
        JdbcInbox inbox = inbox(scanned.source());

        assertThat(inbox.unread("lead_1", Rows.RECEIVED, 10))
                .extracting(InboxEvent::id)
                .containsExactly(1_001L);
        assertThat(inbox.unread("lead_1", Rows.RECEIVED.minusSeconds(1), 10)).isEmpty();

        assertThat(scanned.bySql())
                .hasSize(2)
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(10));
    }
}
