package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.testing.Rows;
import io.leadhook.testing.SettableClock;
import io.leadhook.testing.StoreContract;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class DeliveryHistoryContract extends StoreContract {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(Rows.RECEIVED.plusSeconds(2));

    @SuppressWarnings("NullAway.Init")
    private DeliveryHistory history;

    @BeforeEach
    void begin() {
        Destinations destinations = new Destinations();
        new StillDestination("crm", true, "lead.*").registerIn(destinations);
        history = new DeliveryHistory(new JdbcAttempts(database.jdbc()), destinations, clock);
    }

    @Test
    void what_is_recorded_after_a_look_is_in_the_next_one() {
        delivered(1, 4);
        history.refresh();
        assertThat(lastHour().succeeded()).isEqualTo(1);

        delivered(2, 7);
        rows.attempt(2, 1, clock.instant(), 40, "busy");
        history.refresh();

        assertThat(lastHour().succeeded()).isEqualTo(2);
        assertThat(lastHour().failed()).isEqualTo(1);
        assertThat(lastHour().totalMs()).isEqualTo(51);
        assertThat(lastHour().histogram()).startsWith(1, 1, 0, 1);
    }

    @Test
    void what_is_added_up_over_an_hour_is_what_the_table_says() {
        for (int minute = 1; minute <= 40; minute++) {
            clock.advance(Duration.ofMinutes(1));
            delivered(minute, 4);
            history.refresh();
        }

        assertThat(lastHour().succeeded()).isEqualTo(40);
        assertThat(history.lastDay("crm", 48).stream()
                        .mapToLong(Attempts::amount)
                        .sum())
                .isEqualTo(40);
    }

    @Test
    void what_was_delivered_before_the_start_is_read_back() {
        delivered(1, 4);
        clock.advance(Duration.ofMinutes(50));

        history.refresh();

        assertThat(lastHour().succeeded()).isEqualTo(1);
    }

    private Attempts lastHour() {
        return history.last("crm", HOUR);
    }

    /** Just now. */
    private void delivered(long id, int durationMs) {
        rows.event(id, "lead.created", "lead_" + id);
        rows.delivery(id, id, "crm", "delivered");
        rows.set(
                id,
                "duration_ms = " + durationMs + ", finished_at = timestamp with time zone '"
                        + clock.instant().minusMillis(1) + "'");
    }
}
