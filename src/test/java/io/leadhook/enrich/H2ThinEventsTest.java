package io.leadhook.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.StoreContract;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class H2ThinEventsTest extends StoreContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void a_look_reads_what_it_leaves_out_and_no_more_than_it_may_find() throws SQLException {
        LongStream.rangeClosed(1, 20).forEach(id -> waiting(id, "failing"));
        LongStream.rangeClosed(21, 500).forEach(id -> waiting(id, "lead_" + id));
        LongStream.rangeClosed(501, 1_000).forEach(id -> rows.waiting(id, "lead.updated", "lead_" + id));
        ScannedRows scanned = new ScannedRows(database.dataSource());
        JdbcTemplate jdbc = new JdbcTemplate(scanned.source());
        ThinEvents events = new ThinEvents(jdbc, scanned.transactions(), Databases.h2(jdbc));

        assertThat(events.of("leads", Set.of(), 1)).extracting(ThinEvent::id).containsExactly(1L);
        assertThat(events.of("leads", Set.of("failing", "lead_22"), 10))
                .extracting(ThinEvent::id)
                .containsExactly(21L, 23L, 24L, 25L, 26L, 27L, 28L, 29L, 30L, 31L);

        assertThat(scanned.bySql())
                .hasSize(1)
                .allSatisfy((sql, read) -> assertThat(read).isLessThan(50));
    }

    private void waiting(long id, String lead) {
        rows.waiting(id, "lead.updated", lead);
        database.jdbc()
                .sql("update inbox set release_at = :until, fetch_until = :until where id = :id")
                .param("until", Rows.RECEIVED.plusSeconds(60).atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }
}
