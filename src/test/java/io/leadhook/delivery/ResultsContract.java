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
        List<LeasedResult> failed = List.of(leased(failed()));

        results().write(failed);
        results().write(failed);

        assertThat(rows.count("attempt")).isEqualTo(1);
        assertThat(rows.state(11)).isEqualTo("retrying");
    }

    @Test
    void two_results_of_one_delivery_that_are_written_together_stop_nobody() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "pending");
        rows.delivery(12, 1, "scoring", "pending");

        results().write(List.of(leased(delivered(11)), leased(delivered(12)), leased(delivered(11))));

        assertThat(rows.state(11)).isEqualTo("delivered");
        assertThat(rows.state(12)).isEqualTo("delivered");
    }

    private JdbcResults results() {
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        return new JdbcResults(jdbc, database.transactions(), Databases.of(database, jdbc));
    }

    private static LeasedResult leased(Result result) {
        return new LeasedResult(Lease.alone("delivery:crm"), result);
    }

    private static Result delivered(long id) {
        return new Result.Delivered(delivery(id), 200, 20, STARTED);
    }

    private static Delivery delivery(long id) {
        return new Delivery(id, 1, "leads", "evt_1", EventType.CREATED, "lead_1", null, Rows.RECEIVED, false, 0);
    }

    private static Result failed() {
        return new Result.RetryAt(
                delivery(11),
                new Result.Failure(STARTED, 20, "retryable", 503, "503 Service Unavailable"),
                STARTED.plus(Duration.ofSeconds(30)));
    }
}
