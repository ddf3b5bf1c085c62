package io.leadhook.console.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Figures and times as people read them. English, UTC. Thread-safe. */
@Component("shown")
public class Shown {
    /** For what there is not. */
    private static final String NONE = "–";

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    Shown(Clock clock) {
        this.clock = clock;
    }

    /** "3 min ago", "in 20 s". The page's script goes on counting. */
    public String relative(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        return age.isNegative() ? "in " + span(age.negated()) : age.toSeconds() < 1 ? "now" : span(age) + " ago";
    }

    public String utc(Instant time) {
        return UTC.format(time);
    }

    public String seconds(long seconds) {
        return seconds == 0 ? NONE : span(Duration.ofSeconds(seconds));
    }

    /** How long something lasted. */
    public String between(Instant begin, Instant end) {
        return span(Duration.between(begin, end));
    }

    public String number(@Nullable Number number) {
        return number == null ? NONE : String.format(Locale.ENGLISH, "%,d", number.longValue());
    }

    /** @param rate 0 to 1 */
    public String percent(@Nullable Double rate) {
        if (rate == null) {
            return NONE;
        }
        // Never rounded up: 100 % means that none failed.
        double tenths = Math.floor(rate * 1_000) / 10;
        return (tenths == 100 ? "100" : String.format(Locale.ENGLISH, "%.1f", tenths)) + " %";
    }

    public String milliseconds(@Nullable Number amount) {
        if (amount == null) {
            return NONE;
        }
        double ms = amount.doubleValue();
        if (ms < 10) {
            return String.format(Locale.ENGLISH, ms == Math.rint(ms) ? "%.0f ms" : "%.1f ms", ms);
        }
        return ms < 1_000 ? Math.round(ms) + " ms" : String.format(Locale.ENGLISH, "%.1f s", ms / 1_000);
    }

    /** The words of a state: {@code in_flight} is "in flight". */
    public String words(@Nullable String name) {
        return name == null ? NONE : name.replace('_', ' ');
    }

    private static String span(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        } else if (seconds < 3_600) {
            return seconds / 60 + " min";
        } else if (seconds < 2 * 86_400) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " days";
    }
}
