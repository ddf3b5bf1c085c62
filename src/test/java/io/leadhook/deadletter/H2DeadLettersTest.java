package io.leadhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2DeadLettersTest extends DeadLettersContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void what_is_newer_of_a_lead_is_found_without_reading_other_leads() throws SQLException {
        mergeAmongOthers();
        ScannedRows scanned = new ScannedRows(database.dataSource());

        Set<Long> superseded =
                RealDeadLetters.rows(JdbcClient.create(scanned.source())).superseded(Set.of(1L));

        assertThat(superseded).containsExactly(1L);
        assertThat(scanned.bySql())
                .hasSize(3)
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(20));
    }
}
