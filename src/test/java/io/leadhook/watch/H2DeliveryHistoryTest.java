package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Rows;
import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2DeliveryHistoryTest extends DeliveryHistoryContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void what_failed_is_not_looked_for_in_all_that_the_destination_ever_had() throws SQLException {
        for (int id = 1; id <= 300; id++) {
            rows.event(id, "lead.created", "lead_" + id);
            rows.delivery(id, id, "crm", "delivered");
        }
        ScannedRows scanned = new ScannedRows(database.dataSource());
        Instant later = Rows.RECEIVED.plusSeconds(86_400);

        new JdbcAttempts(JdbcClient.create(scanned.source())).between("crm", later, later.plusSeconds(5));

        assertThat(scanned.bySql())
                .hasSize(2)
                .allSatisfy((sql, amount) -> assertThat(amount).isLessThan(20));
    }
}
