package io.leadhook.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2AlertsTest extends AlertsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }

    @Test
    void a_look_reads_nothing_of_what_ended_long_ago() throws SQLException {
        delivered(1, 300, 100);
        clock.advance(Duration.ofDays(1));
        ScannedRows scanned = new ScannedRows(database.dataSource());
        JdbcPulse pulse = new JdbcPulse(JdbcClient.create(scanned.source()));

        new FailingDestinationRule(pulse, LIMITS).look(clock.instant());
        new WaitingRule(pulse, LIMITS).look(clock.instant());

        assertThat(scanned.bySql())
                .hasSizeGreaterThan(4)
                .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(20));
    }
}
