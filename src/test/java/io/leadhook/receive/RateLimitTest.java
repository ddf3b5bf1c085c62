package io.leadhook.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final Clock clock = ((InstantSource) () -> Instant.ofEpochMilli(millis.get())).withZone(ZoneOffset.UTC);

    @Test
    void a_second_s_worth_may_come_at_once_and_then_so_many_per_second() {
        RateLimit limit = new RateLimit(3, clock);

        assertThat(new int[] {limit.secondsToWait(), limit.secondsToWait(), limit.secondsToWait()})
                .containsOnly(0);
        assertThat(limit.secondsToWait()).isEqualTo(1);
        millis.addAndGet(334);
        assertThat(limit.secondsToWait()).isZero();
        assertThat(limit.secondsToWait()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing() {
        RateLimit limit = new RateLimit(1, clock);
        limit.secondsToWait();

        millis.addAndGet(-3_600_000);
        assertThat(limit.secondsToWait()).isEqualTo(1);
        millis.addAndGet(1_000);
        assertThat(limit.secondsToWait()).isZero();
    }
}
