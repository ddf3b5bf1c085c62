package io.leadhook.watch.alert;

import io.leadhook.replica.Leases;
import io.leadhook.replica.Turn;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The bean {@code alerts} of {@code routes/watch.camel.yaml}: finds what an operator should know and says it once per
 * episode, with a notice when it is over. What could not be told is told at a later look, so a channel that is down
 * gets no storm when it comes back. One replica looks.
 */
@Component("alerts")
@EnableConfigurationProperties(AlertProperties.class)
public class Alerts implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final int ERROR_LENGTH = 500;

    private final List<AlertRule> rules;
    private final JdbcEpisodes episodes;
    private final AlertProperties properties;
    private final Clock clock;
    private final Turn turn;

    Alerts(List<AlertRule> rules, JdbcEpisodes episodes, AlertProperties properties, Leases leases, Clock clock) {
        this.rules = rules;
        this.episodes = episodes;
        this.properties = properties;
        this.clock = clock;
        this.turn = Turn.at("watch", leases);
    }

    /** Looks, and returns what nobody has been told of yet; often nothing. */
    public synchronized List<Episode> look() {
        if (!turn.isOurs()) {
            return List.of();
        }
        // As finely as the tables keep it, or what was seen now would seem to be from before.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Set<String> open = episodes.open().stream().map(Episode::symptom).collect(Collectors.toSet());
        for (Symptom symptom : symptoms(now)) {
            if (open.contains(symptom.name())) {
                episodes.seen(symptom, now);
            } else {
                episodes.begin(symptom, now);
            }
        }
        episodes.end(now.minus(properties.recoverAfter()), now);
        return episodes.untold();
    }

    /** What lasts at this moment, whoever has been told of it. */
    public List<Episode> open() {
        return episodes.open();
    }

    /** One rule that fails must not silence the others. */
    private List<Symptom> symptoms(Instant now) {
        List<Symptom> found = new ArrayList<>();
        for (AlertRule rule : rules) {
            try {
                found.addAll(rule.look(now));
            } catch (RuntimeException e) {
                LOG.warn(
                        "{} could not look; it does at the next look",
                        rule.getClass().getSimpleName(),
                        e);
            }
        }
        return found;
    }

    /** All in one message, whatever their number. */
    public String text(List<Episode> told) {
        return told.stream().map(Episode::line).collect(Collectors.joining("\n", "Leadhook\n", ""));
    }

    /** For machines: {@code {"alerts":[{symptom, state, text, since}]}}. */
    public Map<String, Object> message(List<Episode> told) {
        return Map.of(
                "alerts",
                told.stream()
                        .map(episode -> Map.of(
                                "symptom", episode.symptom(),
                                "state", episode.endedAt() == null ? "alert" : "recovered",
                                "text", episode.text(),
                                "since", episode.beganAt().toString()))
                        .toList());
    }

    /** Somebody has been told. */
    public void told(List<Episode> told) {
        episodes.told(told, clock.instant());
    }

    /** A channel did not take them; they show in the console, and are told at a later look if no other channel took them. */
    public void notTold(List<Episode> untold, Throwable failure) {
        String error = String.valueOf(failure.getMessage());
        LOG.warn("An alert could not be sent: {}", error);
        episodes.notTold(untold, error.substring(0, Math.min(ERROR_LENGTH, error.length())));
    }

    @Override
    public void destroy() {
        turn.close();
    }
}
