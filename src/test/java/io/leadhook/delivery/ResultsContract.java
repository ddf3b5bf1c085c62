package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

abstract class ResultsContract extends StoreContract {
    /** Finer than the tables keep. */
    private static final Instant STARTED = Rows.RECEIVED.plusNanos(123_456_789);

    private static final Result.Failure FAILURE =
            new Result.Failure(STARTED, 20, "retryable", 503, "503 Service Unavailable");

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

        results()
                .write(List.of(
                        leased(delivered(11)), leased(delivered(delivery(12, 1, "scoring"))), leased(delivered(11))));

        assertThat(rows.state(11)).isEqualTo("delivered");
        assertThat(rows.state(12)).isEqualTo("delivered");
    }

    @Test
    void what_was_left_out_is_finished_unless_somebody_has_ended_it_meanwhile() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "pending");
        rows.delivery(12, 1, "crm", "discarded");

        results()
                .write(List.of(
                        leased(new Result.Superseded(delivery(11), STARTED)),
                        leased(new Result.Superseded(delivery(12), STARTED))));

        assertThat(rows.state(11)).isEqualTo("superseded");
        assertThat(rows.state(12)).isEqualTo("discarded");
        assertThat(database.jdbc()
                        .sql(
                                "select count(*) from delivery where id = 11 and ready is null and finished_at is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    static Stream<Delivery> others() {
        return Stream.of(delivery(11, 2, "crm"), delivery(11, 1, "scoring"));
    }

    /** As in a process that lives while its PostgreSQL crashes, and gives ids again. */
    @ParameterizedTest
    @MethodSource("others")
    void a_result_is_not_taken_for_that_of_another_delivery_which_has_its_id_now(Delivery before) {
        rows.event(1, "lead.created", "lead_1");
        rows.event(2, "lead.created", "lead_2");
        rows.delivery(11, 1, "crm", "pending");

        results()
                .write(List.of(
                        leased(delivered(before)),
                        leased(new Result.RetryAt(before, FAILURE, STARTED)),
                        leased(new Result.Dead(before, FAILURE, "permanent", false, STARTED))));

        assertThat(rows.state(11)).isEqualTo("pending");
        assertThat(rows.count("attempt")).isZero();
    }

    private JdbcResults results() {
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        return new JdbcResults(jdbc, database.transactions(), Databases.of(database, jdbc));
    }

    private static LeasedResult leased(Result result) {
        return new LeasedResult(Lease.alone("delivery:crm"), result);
    }

    private static Result delivered(long id) {
        return delivered(delivery(id));
    }

    private static Result delivered(Delivery delivery) {
        return new Result.Delivered(delivery, 200, 20, STARTED);
    }

    private static Delivery delivery(long id) {
        return delivery(id, 1, "crm");
    }

    private static Delivery delivery(long id, long event, String destination) {
        return SampleDelivery.of(id, event, destination, "lead_1");
    }

    private static Result failed() {
        return new Result.RetryAt(delivery(11), FAILURE, STARTED.plus(Duration.ofSeconds(30)));
    }
}
