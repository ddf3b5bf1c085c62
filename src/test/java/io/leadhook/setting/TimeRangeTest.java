package io.leadhook.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {
    private static final TimeRange RANGE = new TimeRange(Duration.ofMillis(10), Duration.ofMinutes(10));

    @ParameterizedTest
    @ValueSource(strings = {"PT0.01S", "PT1S", "PT10M"})
    void what_lies_within_both_ends_is_allowed(Duration value) {
        assertThatCode(() -> RANGE.require("timeout", value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT-1S, -1s",
        "PT0.009S, 9ms",
        "PT0.009999999S, PT0.009999999S",
        "PT10M0.001S, 600001ms",
        "PT10M1S, 601s",
        "PT11M, 11m",
        "PT36H, 36h",
        "PT72H, 3d"
    })
    void another_is_refused_in_the_words_of_a_configuration(Duration value, String text) {
        assertThatThrownBy(() -> RANGE.require("leadhook.delivery.timeout", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leadhook.delivery.timeout is " + text + "; allowed: 10ms to 10m");
    }

    @Test
    void a_range_may_begin_at_nothing() {
        assertThatCode(() -> new TimeRange(Duration.ZERO, Duration.ofHours(1)).require("cache", Duration.ZERO))
                .doesNotThrowAnyException();
        assertThat(TimeRange.text(Duration.ZERO)).isEqualTo("0s");
    }
}
