package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2DeliveryCountsTest extends DeliveryCountsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void what_is_delivered_is_counted_without_being_read() throws SQLException {
        fill();
        for (int id = 101; id <= 400; id++) {
            rows.event(id, "lead.updated", "lead_" + id);
            rows.delivery(id, id, "crm", "delivered");
        }
        ScannedRows scanned = new ScannedRows(database.dataSource());

        assertThat(new JdbcDeliveryCounts(JdbcClient.create(scanned.source())).all())
                .extractingByKey("crm")
                .extracting(crm -> crm.amount("delivered"))
                .isEqualTo(302L);

        assertThat(scanned.bySql())
                .isNotEmpty()
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(30));
    }
}
