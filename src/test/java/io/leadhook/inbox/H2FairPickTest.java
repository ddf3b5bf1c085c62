package io.leadhook.inbox;

import static org.assertj.core.api.Assertions.assertThat;

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
}
