package io.leadhook.console;

import io.leadhook.console.Overview.Concern;
import io.leadhook.console.Overview.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says in words what of a destination needs a person. */
final class Concerns {
    private static final String ALARM = "alarm";
    private static final String NOTICE = "notice";
    private static final long OLD_SECONDS = Duration.ofMinutes(15).toSeconds();
    private static final double LOW_RATE = 0.95;
    private static final long FEW_ATTEMPTS = 20;

    private Concerns() {}

    static List<Concern> of(Row row) {
        List<Concern> concerns = new ArrayList<>();
        String page = "/destinations/" + row.name();
        switch (row.state()) {
            case "open" ->
                concerns.add(new Concern(
                        ALARM, row.name() + " does not answer: it is parked, and probed now and then", page));
            case "paused" ->
                concerns.add(new Concern(
                        NOTICE, row.name() + " is paused: its deliveries wait until somebody resumes it", page));
            case "off" -> {
                if (row.pending() + row.retrying() > 0) {
                    concerns.add(new Concern(ALARM, row.name() + " is off, and deliveries wait for it", page));
                }
            }
            default -> {
                // Running is no concern.
            }
        }
        if (row.dead() > 0) {
            concerns.add(new Concern(
                    ALARM,
                    "%,d dead %s of %s: mend the cause, then replay"
                            .formatted(row.dead(), row.dead() == 1 ? "letter" : "letters", row.name()),
                    "/dead-letters?destination=" + row.name()));
        }
        if (row.oldestPendingSeconds() >= OLD_SECONDS && !row.state().equals("paused")) {
            concerns.add(new Concern(
                    ALARM,
                    "The oldest event for " + row.name() + " waits since " + row.oldestPendingSeconds() / 60 + " min",
                    page));
        }
        Double rate = row.lastHour().successRate();
        if (rate != null && rate < LOW_RATE && row.lastHour().attempts() >= FEW_ATTEMPTS) {
            concerns.add(new Concern(
                    ALARM,
                    "Only %.1f %% of the attempts at %s succeeded in the last hour".formatted(100 * rate, row.name()),
                    page));
        }
        return concerns;
    }

    static Concern ofQuarantine(long amount) {
        return new Concern(
                NOTICE,
                "%,d %s could not be read as an event: mend the mapping of the source, then replay"
                        .formatted(amount, amount == 1 ? "webhook" : "webhooks"),
                "/dead-letters?destination=inbox");
    }
}
