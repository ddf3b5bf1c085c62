package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.event.EventType;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

abstract class ResultsContract extends StoreContract {
    /** Finer than the tables keep. */
    private static final Instant STARTED = Rows.RECEIVED.plusNanos(123_456_789);

    @Test
    void a_failed_attempt_that_is_written_again_after_a_commit_of_unknown_end_is_there_once() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "pending");
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        JdbcResults results = new JdbcResults(jdbc, database.transactions(), Databases.of(database, jdbc));
        List<LeasedResult> failed = List.of(new LeasedResult(Lease.alone("delivery:crm"), failed()));

        results.write(failed);
        results.write(failed);

        assertThat(rows.count("attempt")).isEqualTo(1);
        assertThat(rows.state(11)).isEqualTo("retrying");
    }

    private static Result failed() {
        Delivery delivery =
                new Delivery(11, 1, "leads", "evt_1", EventType.CREATED, "lead_1", null, Rows.RECEIVED, false, 0);
        return new Result.RetryAt(
                delivery,
                new Result.Failure(STARTED, 20, "retryable", 503, "503 Service Unavailable"),
                STARTED.plus(Duration.ofSeconds(30)));
    }
}
