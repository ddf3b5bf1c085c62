package io.leadhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a sender's point in time: ISO-8601 with zone, or unix seconds or milliseconds. Stateless. */
public final class EventTime {
    // 11 digits of seconds reach the year 5138; from there on a number is taken for milliseconds (since 1973).
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Pattern UNIX = Pattern.compile("[0-9]{10}|[0-9]{13}");

    private EventTime() {}

    static Instant read(JsonNode node, String where) throws UnreadableException {
        try {
            // What the tables hold; a finer time would be another one after it was read back.
            Instant time = parse(node, where).truncatedTo(ChronoUnit.MICROS);
            if (!time.isBefore(EARLIEST) && time.isBefore(END)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below: the exception's own text would repeat what was sent.
        }
        throw new UnreadableException("the timestamp at " + where
                + " is neither ISO-8601 with zone nor unix seconds or milliseconds between the years 1970 and 9999");
    }

    /** That of a stored event, which has been read before. */
    public static Optional<Instant> of(String timestamp) {
        try {
            return Optional.of(read(TextNode.valueOf(timestamp), "the stored timestamp"));
        } catch (UnreadableException notATime) {
            return Optional.empty();
        }
    }

    private static Instant parse(JsonNode node, String where) throws UnreadableException {
        if (node.isTextual()) {
            String text = node.textValue();
            return UNIX.matcher(text).matches()
                    ? unix(Long.parseLong(text))
                    : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return unix(node.longValue());
        }
        if (node.isMissingNode() || node.isNull()) {
            throw new UnreadableException("there is no timestamp at " + where);
        }
        throw new DateTimeException("no time");
    }

    private static Instant unix(long number) {
        return number < FIRST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }
}
