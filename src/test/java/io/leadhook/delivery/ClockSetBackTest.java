package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.delivery.DeliveryProperties.BreakerProperties;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.SettableClock;
import io.leadhook.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ClockSetBackTest {
    private static final Instant BEFORE = Rows.RECEIVED.plusSeconds(7_200);
    private static final Instant AFTER = Rows.RECEIVED.plusSeconds(3_600);

    private final TestDatabase database = TestDatabase.h2();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final Rows rows = new Rows(database.jdbc());
    private final Lanes lanes = new Lanes(true, Bounds.DEFAULT);
    private final Window window = new Window(
            "crm",
            new JdbcDeliveries(jdbc, database.transactions(), Databases.h2(jdbc)),
            Lease.alone("delivery:crm"),
            lanes,
            Bounds.DEFAULT);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_retry_that_is_due_on_a_clock_that_was_set_back_is_not_kept_waiting() {
        window.fill(BEFORE);
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "retrying");
        jdbc.update("update delivery set next_attempt_at = ?", AFTER.atOffset(ZoneOffset.UTC));

        window.fill(AFTER);

        assertThat(lanes.contains(1)).isTrue();
    }

    @Test
    void a_receiver_is_probed_in_time_whatever_the_time_of_day() {
        SettableClock timeOfDay = new SettableClock(BEFORE);
        AtomicLong nanoTime = new AtomicLong(-1);
        BreakerProperties properties = new BreakerProperties(1, 0.9, Duration.ofSeconds(60), Duration.ofSeconds(15));
        Breaker breaker = new Breaker("crm", properties, new SteadyClock(timeOfDay, nanoTime::get));
        assertThat(breaker.permits()).isTrue();
        breaker.record(new Outcome.Retryable(503, "HTTP 503", null));
        assertThat(breaker.isParked()).isTrue();

        timeOfDay.set(AFTER);
        nanoTime.addAndGet(Duration.ofSeconds(14).toNanos());
        assertThat(breaker.permits()).isFalse();
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(breaker.permits()).isTrue();
    }
}
