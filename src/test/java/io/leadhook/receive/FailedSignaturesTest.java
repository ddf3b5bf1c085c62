package io.leadhook.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedSignaturesTest {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final Clock clock = ((InstantSource) () -> Instant.ofEpochMilli(millis.get())).withZone(ZoneOffset.UTC);

    @Test
    void an_address_may_fail_so_often_and_is_then_told_when_to_come_back() {
        FailedSignatures failures = failures(3);
        for (int i = 0; i < 3; i++) {
            assertThat(failures.failed("192.0.2.1")).isZero();
        }

        assertThat(failures.secondsToWait("192.0.2.1")).isEqualTo(20);
        assertThat(failures.failed("192.0.2.1")).isEqualTo(20);
        assertThat(failures.failed("192.0.2.2")).isZero();
        millis.addAndGet(20_000);
        assertThat(failures.failed("192.0.2.1")).isZero();
        assertThat(failures.failed("192.0.2.1")).isEqualTo(20);
    }

    @Test
    void the_addresses_of_one_ipv6_network_count_as_one() {
        FailedSignatures failures = failures(1);

        assertThat(failures.failed("2001:db8:0:1:0:0:0:1")).isZero();
        assertThat(failures.failed("2001:db8:0:1:aaaa:bbbb:cccc:dddd")).isPositive();
        assertThat(failures.failed("2001:db8:0:2:0:0:0:1")).isZero();
    }

    @Test
    void zero_is_no_limit() {
        FailedSignatures failures = failures(0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(failures.failed("192.0.2.1")).isZero();
        }
    }

    private FailedSignatures failures(int perMinute) {
        Sources none = Sources.of(new SourcesProperties(Map.of()), SourceFixture.WEBHOOKS, clock);
        return new FailedSignatures(perMinute, new ReceiveMetrics(new SimpleMeterRegistry(), none), clock);
    }
}
