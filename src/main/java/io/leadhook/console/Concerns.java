package io.leadhook.console;

import io.leadhook.console.Overview.Concern;
import io.leadhook.console.Overview.Row;
import io.leadhook.deadletter.DeadLetter;
import io.leadhook.deadletter.DeadLetterSearch;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.watch.alert.Alerts;
import io.leadhook.watch.alert.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together what needs a person: open alerts, and what operators must see whether or not it is an alert. */
@Component
class Concerns {
    private static final String ALARM = "alarm";
    private static final String NOTICE = "notice";

    private final Alerts alerts;
    private final DeadLetterSearch deadLetters;

    Concerns(Alerts alerts, DeadLetterSearch deadLetters) {
        this.alerts = alerts;
        this.deadLetters = deadLetters;
    }

    /** Webhooks that could not be read as an event. */
    long quarantined() {
        return deadLetters.count(DeadLetterSelection.ofDestination(DeadLetter.INBOX));
    }

    /** The worst first. */
    List<Concern> of(List<Row> rows, long quarantined) {
        List<Concern> concerns = new ArrayList<>();
        Set<String> names = rows.stream().map(Row::name).collect(Collectors.toSet());
        alerts.open().forEach(episode -> concerns.add(ofAlert(episode, names)));
        rows.forEach(row -> addState(row, concerns));
        rows.stream().filter(row -> row.dead() > 0).forEach(row -> concerns.add(ofDead(row)));
        if (quarantined > 0) {
            concerns.add(ofQuarantine(quarantined));
        }
        concerns.sort(Comparator.comparing(Concern::level));
        return concerns;
    }

    private static Concern ofAlert(Episode episode, Set<String> destinations) {
        boolean silent = episode.toldAt() == null && episode.error() != null;
        String name = episode.symptom().substring(episode.symptom().lastIndexOf(' ') + 1);
        return new Concern(
                ALARM,
                episode.text() + (silent ? " (nobody could be told: " + episode.error() + ")" : ""),
                page(name, destinations));
    }

    private static String page(String symptom, Set<String> destinations) {
        if (destinations.contains(symptom)) {
            return "/destinations/" + symptom;
        }
        return symptom.equals("reconciliation") ? "/reconciliation" : "/alerts";
    }

    private static void addState(Row row, List<Concern> concerns) {
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
    }

    private static Concern ofDead(Row row) {
        return new Concern(
                ALARM,
                "%,d dead %s of %s: mend the cause, then replay"
                        .formatted(row.dead(), row.dead() == 1 ? "letter" : "letters", row.name()),
                "/dead-letters?destination=" + row.name());
    }

    private static Concern ofQuarantine(long amount) {
        return new Concern(
                NOTICE,
                "%,d %s could not be read as an event: mend the mapping of the source, then replay"
                        .formatted(amount, amount == 1 ? "webhook" : "webhooks"),
                "/dead-letters?destination=inbox");
    }
}
