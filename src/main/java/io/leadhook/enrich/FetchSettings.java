package io.leadhook.enrich;

import io.leadhook.setting.TimeRange;
import java.time.Duration;

/**
 * How the leads of a source are fetched. Immutable; its text form shows neither token nor URL, which may hold a key.
 *
 * @param token sent as {@code Authorization: Bearer}; empty: none
 * @param timeout of one call, connect to last byte; 100ms to 15s
 * @param cache how long a fetched lead serves other events of it, of those received before its fetch began; 0s to 1h
 * @param ratePerSecond calls that may start per second; above 0, at most 1000
 * @param giveUpAfter counted from the receipt; then an event goes on without its lead; 1s to 1h
 */
public record FetchSettings(
        FetchUrl url, String token, Duration timeout, Duration cache, double ratePerSecond, Duration giveUpAfter) {
    private static final double MOST_PER_SECOND = 1_000;

    public FetchSettings {
        within("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(15));
        within("cache", cache, Duration.ZERO, Duration.ofHours(1));
        within("give-up-after", giveUpAfter, Duration.ofSeconds(1), Duration.ofHours(1));
        if (!(ratePerSecond > 0 && ratePerSecond <= MOST_PER_SECOND)) {
            throw new IllegalArgumentException(
                    "fetch.rate-per-second is " + ratePerSecond + "; set it to a number above 0, at most 1000");
        }
        if (!token.chars().allMatch(character -> character > ' ' && character < 0x7f) || token.contains("${")) {
            throw new IllegalArgumentException("fetch.token has characters that no header can have, or names a variable"
                    + " that is not set; set it to the token alone, without \"Bearer\", or leave it out");
        }
    }

    /** @throws IllegalArgumentException with a message that names the key below the source, and the way out */
    public static FetchSettings of(
            String url, String token, Duration timeout, Duration cache, double ratePerSecond, Duration giveUpAfter) {
        return new FetchSettings(FetchUrl.of(url), token.strip(), timeout, cache, ratePerSecond, giveUpAfter);
    }

    private static void within(String key, Duration value, Duration least, Duration most) {
        new TimeRange(least, most).require("fetch." + key, value);
    }

    @Override
    public String toString() {
        return "FetchSettings[timeout=" + timeout + ", cache=" + cache + ", giveUpAfter=" + giveUpAfter + "]";
    }
}
