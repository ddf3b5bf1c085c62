package io.leadhook.testing;

import java.time.Instant;

/**
 * An event as a lead system posts it. Its id tells lead and number ({@link #sequenceOf}), so that a receiver's record
 * can be checked without asking anybody. Immutable.
 */
public record SentEvent(String eventId, String type, String leadId, long sequence, String body) {
    private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");

    public static SentEvent created(String leadId, long sequence) {
        return of("lead.created", leadId, sequence, "\"lead\":{\"id\":\"%s\"}".formatted(leadId));
    }

    public static SentEvent updated(String leadId, long sequence) {
        return of("lead.updated", leadId, sequence, """
                "lead":{"id":"%s","email":"ada%d@example.com"},"changes":{"email":{"old":null,"new":"ada%d@example.com"}}""".formatted(leadId, sequence, sequence));
    }

    public static SentEvent scored(String leadId, long sequence) {
        return of(
                "lead.scored",
                leadId,
                sequence,
                "\"lead_id\":\"%s\",\"score\":%d,\"previous_score\":0,\"contributions\":[]"
                        .formatted(leadId, sequence));
    }

    /** The number is the one of the lead that remains. */
    public static SentEvent merged(String sourceLeadId, String leadId, long sequence) {
        return of(
                "lead.merged",
                leadId,
                sequence,
                "\"source_lead_id\":\"%s\",\"target_lead_id\":\"%s\"".formatted(sourceLeadId, leadId));
    }

    public static SentEvent deleted(String leadId, long sequence) {
        return of("lead.deleted", leadId, sequence, "\"lead_id\":\"%s\",\"metadata\":{}".formatted(leadId));
    }

    private static SentEvent of(String type, String leadId, long sequence, String payload) {
        String eventId = idOf(leadId, sequence);
        String body = """
                {"event_id":"%s","event_type":"%s","timestamp":"%s","api_version":"2026-01-01","sequence":%d,"payload":{%s}}""".formatted(eventId, type, FIRST.plusSeconds(sequence), sequence, payload);
        return new SentEvent(eventId, type, leadId, sequence, body);
    }

    public static String idOf(String leadId, long sequence) {
        return "evt-" + leadId + "-" + sequence;
    }

    public static String leadOf(String eventId) {
        return eventId.substring("evt-".length(), eventId.lastIndexOf('-'));
    }

    public static long sequenceOf(String eventId) {
        return Long.parseLong(eventId.substring(eventId.lastIndexOf('-') + 1));
    }

    /** Whether it is of one of these types. */
    public boolean isOneOf(String... types) {
        for (String wanted : types) {
            if (type.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
