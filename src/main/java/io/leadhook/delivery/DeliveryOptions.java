package io.leadhook.delivery;

import io.leadhook.event.TypeFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;

/** The options of {@code delivery:}, as they stand in a route file. Camel sets them. */
public final class DeliveryOptions {
    private String events = "*";
    private int concurrency = 8;
    private double ratePerSecond;
    private int batch = 1;
    private @Nullable String timeout;
    private @Nullable String retryDelays;
    private String late = "deliver";
    private boolean ordered = true;
    private String onDead = "continue";
    private @Nullable String requires;

    /**
     * Judges them as the start does, without starting anything.
     *
     * @param name of the destination
     * @throws IllegalArgumentException naming the option, its value and the allowed range
     */
    public void check(String name) {
        settings(name, new Binder().bindOrCreate("leadhook.delivery", DeliveryProperties.class));
    }

    /** @throws IllegalArgumentException naming the option, its value and the allowed range */
    DeliverySettings settings(String name, DeliveryProperties defaults) {
        return new DeliverySettings(
                name,
                TypeFilter.of(words(events)),
                concurrency,
                ratePerSecond,
                batch,
                timeout == null ? defaults.timeout() : duration("timeout", timeout),
                retryDelays == null
                        ? defaults.retryDelays()
                        : words(retryDelays).stream()
                                .map(delay -> duration("retryDelays", delay))
                                .toList(),
                defaults.maxAge(),
                choice("late", late, "skip", "deliver"),
                ordered,
                choice("onDead", onDead, "hold", "continue"));
    }

    @Nullable
    String requires() {
        return requires;
    }

    private static boolean choice(String option, String value, String yes, String no) {
        if (!value.equals(yes) && !value.equals(no)) {
            throw new IllegalArgumentException(
                    "delivery: option " + option + " is " + value + "; allowed: " + yes + ", " + no);
        }
        return value.equals(yes);
    }

    private static Duration duration(String option, String value) {
        try {
            return DurationStyle.detectAndParse(value);
        } catch (IllegalArgumentException noTime) {
            throw new IllegalArgumentException(
                    "delivery: option " + option + " is " + value + "; allowed are times such as 500ms, 30s, 2m, 1h");
        }
    }

    private static List<String> words(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Comma-separated patterns of event types, such as {@code lead.created,lead.updated} or {@code lead.*}. */
    public void setEvents(String events) {
        this.events = events;
    }

    /** How many attempts may be under way at once. */
    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    /** How many attempts may start per second; 0 for no limit. */
    public void setRatePerSecond(double ratePerSecond) {
        this.ratePerSecond = ratePerSecond;
    }

    /** How many deliveries the route is given at once, as a list; 1 for one event as a map. */
    public void setBatch(int batch) {
        this.batch = batch;
    }

    /** Of one attempt, connect to last byte. */
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    /** Comma-separated waits before each further attempt. */
    public void setRetryDelays(String retryDelays) {
        this.retryDelays = retryDelays;
    }

    /** {@code deliver} or {@code skip}: what becomes of an event that is older than what was passed on. */
    public void setLate(String late) {
        this.late = late;
    }

    /** Whether an event waits for the earlier ones of its lead. */
    public void setOrdered(boolean ordered) {
        this.ordered = ordered;
    }

    /** {@code continue} or {@code hold}: whether a lead waits behind its dead letter. */
    public void setOnDead(String onDead) {
        this.onDead = onDead;
    }

    /** The name of a configuration key without which the destination is off, such as {@code CRM_URL}. */
    public void setRequires(String requires) {
        this.requires = requires;
    }
}
