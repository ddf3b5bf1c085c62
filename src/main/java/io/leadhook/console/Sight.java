package io.leadhook.console;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.watch.AuditEntry;
import io.leadhook.watch.alert.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What of the leads a user may see. */
public enum Sight {
    /** Everything. */
    FULL,
    /** Not who they are: {@link PersonalData} is hidden. */
    MASKED;

    /** By the user's role: from operator on everything. */
    public static Sight of(Authentication user) {
        boolean operator =
                user.getAuthorities().stream().anyMatch(right -> "ROLE_OPERATOR".equals(right.getAuthority()));
        return operator ? FULL : MASKED;
    }

    public @Nullable String text(@Nullable String text) {
        return this == FULL ? text : PersonalData.masked(text);
    }

    public AuditEntry entry(AuditEntry entry) {
        return this == FULL
                ? entry
                : new AuditEntry(entry.id(), entry.at(), entry.who(), entry.action(), text(entry.detail()));
    }

    /** An alert may quote the answer of a channel that did not take it. */
    public Overview overview(Overview overview) {
        return this == FULL
                ? overview
                : new Overview(
                        overview.concerns().stream()
                                .map(concern -> new Overview.Concern(
                                        concern.level(), String.valueOf(text(concern.text())), concern.page()))
                                .toList(),
                        overview.destinations(),
                        overview.sources(),
                        overview.quarantined(),
                        overview.empty());
    }

    AlertItem alert(AlertItem alert) {
        return this == FULL
                ? alert
                : new AlertItem(
                        alert.id(),
                        String.valueOf(text(alert.symptom())),
                        String.valueOf(text(alert.text())),
                        alert.beganAt(),
                        alert.endedAt(),
                        alert.toldAt(),
                        text(alert.error()));
    }

    Report report(Report report) {
        return this == FULL
                ? report
                : new Report(
                        report.date(),
                        report.sources(),
                        report.destinations(),
                        report.causes().stream()
                                .map(cause -> new Report.Cause(
                                        cause.destination(),
                                        cause.reason(),
                                        String.valueOf(text(cause.error())),
                                        cause.amount()))
                                .toList(),
                        report.slowest().stream()
                                .map(slow -> new Report.Slow(
                                        String.valueOf(text(slow.leadId())), slow.destination(), slow.seconds()))
                                .toList(),
                        report.balanced(),
                        report.equation());
    }

    String body(String body) {
        return this == FULL ? body : PersonalData.maskedBody(body);
    }

    public DeadLetter letter(DeadLetter letter) {
        return this == FULL
                ? letter
                : new DeadLetter(
                        letter.id(),
                        String.valueOf(text(letter.eventId())),
                        letter.eventType(),
                        letter.destination(),
                        text(letter.leadId()),
                        letter.reason(),
                        text(letter.error()),
                        letter.attempts(),
                        letter.deadAt());
    }

    EventItem event(EventItem event) {
        if (this == FULL) {
            return event;
        }
        List<EventItem.DeliveryItem> deliveries =
                event.deliveries().stream().map(this::delivery).toList();
        return new EventItem(
                event.id(),
                String.valueOf(text(event.eventId())),
                event.eventType(),
                event.source(),
                text(event.leadId()),
                text(event.relatedLeadId()),
                event.timestamp(),
                event.receivedAt(),
                event.late(),
                event.state(),
                deliveries);
    }

    EventDetail.FailedAttempt attempt(EventDetail.FailedAttempt attempt) {
        return this == FULL
                ? attempt
                : new EventDetail.FailedAttempt(
                        attempt.deliveryId(),
                        attempt.destination(),
                        attempt.attempt(),
                        attempt.startedAt(),
                        attempt.durationMs(),
                        attempt.outcome(),
                        attempt.status(),
                        text(attempt.error()));
    }

    private EventItem.DeliveryItem delivery(EventItem.DeliveryItem delivery) {
        return new EventItem.DeliveryItem(
                delivery.id(),
                delivery.destination(),
                delivery.state(),
                delivery.attempts(),
                delivery.nextAttemptAt(),
                delivery.lastStatus(),
                text(delivery.lastError()),
                delivery.durationMs(),
                delivery.reason(),
                delivery.finishedAt());
    }
}
