package io.leadhook.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2RetentionTest extends RetentionContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void nothing_of_other_leads_is_read_to_find_what_a_lead_has_open() throws SQLException {
        for (int id = 1; id <= 1_010; id++) {
            rows.event(id, "lead.created", id <= 1_000 ? "lead_" + id : "lead_1001");
            rows.delivery(id, id, "crm", id <= 1_001 ? "dead" : "delivered");
        }
        ScannedRows scanned = new ScannedRows(database.dataSource());

        run(JdbcClient.create(scanned.source()), scanned.transactions());

        assertThat(rows.count("event")).isEqualTo(1_010);
        assertThat(scanned.bySql())
                .anySatisfy((sql, rows) -> assertThat(sql).contains("min(e.id)"))
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(sql.contains("min(e.id)") ? 30 : 1_020));
    }

    @Test
    void nothing_is_read_of_what_is_young() throws SQLException {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "delivered");
        seen("old", NOW.minus(Duration.ofDays(8)));
        for (int id = 2; id <= 300; id++) {
            rows.event(id, "lead.created", "lead_" + id, NOW);
            rows.delivery(id, id, "crm", "delivered");
            seen("young_" + id, NOW);
        }
        ScannedRows scanned = new ScannedRows(database.dataSource());

        run(JdbcClient.create(scanned.source()), scanned.transactions());

        assertThat(rows.count("event")).isEqualTo(299);
        assertThat(rows.count("seen_event")).isEqualTo(299);
        assertThat(scanned.bySql())
                .hasSizeGreaterThan(4)
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(20));
    }
}
