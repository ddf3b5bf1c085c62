package io.leadhook.destination;

import io.leadhook.event.EventTime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One lead event in words. What is missing or of another kind than expected is left out: a message that says less is
 * better than none. All strings but {@link #title} are escaped for Slack. Immutable as long as the event is.
 */
record LeadNews(Map<?, ?> event, Map<?, ?> payload, Map<?, ?> lead) {
    private static final int SHORT = 200;
    private static final int MOST_LINES = 20;
    private static final int MOST_ZEROS = 40;
    // An id is never cut: 200 characters, each of which may be escaped by five.
    private static final int LONGEST_ID = 1000;
    private static final List<String> FIELDS =
            List.of("email", "phone", "company", "status", "score", "city", "country", "owner");

    /** @throws IllegalArgumentException if it is not a map, as every event is */
    static LeadNews of(@Nullable Object event) {
        if (!(event instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("an event is a map, but this is "
                    + (event == null ? "nothing" : event.getClass().getName()));
        }
        Map<?, ?> payload = map(map.get("payload"));
        return new LeadNews(map, payload, map(payload.get("lead")));
    }

    /** For people; not escaped. */
    String title() {
        String who = name();
        return switch (rawType()) {
            case "lead.created" -> "New lead: " + who;
            case "lead.updated" -> "Lead updated: " + who;
            case "lead.deleted" -> "Lead deleted: " + who;
            case "lead.scored" -> "Lead scored: " + who + scoreSuffix();
            case "lead.merged" ->
                "Leads merged: " + text(payload.get("source_lead_id")) + " → " + text(payload.get("target_lead_id"));
            default -> rawType() + ": " + who;
        };
    }

    String type() {
        return escaped(rawType());
    }

    String id() {
        return SlackText.escape(text(event.get("event_id")), LONGEST_ID);
    }

    /** One line of a digest. */
    String line() {
        return "• " + SlackText.escape(title(), SHORT);
    }

    /** What is known of the lead, by name; for a merge and a deletion there is no lead. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : FIELDS) {
            String value = text(lead.get(name));
            if (!value.isEmpty()) {
                fields.put(Character.toUpperCase(name.charAt(0)) + name.substring(1), escaped(value));
            }
        }
        String source = text(event.get("source"));
        if (!lead.isEmpty() && !source.isEmpty()) {
            fields.put("Source", escaped(source));
        }
        return fields;
    }

    /** What changed, or what made the score, or what is said of a deletion: one line each. */
    List<String> details() {
        List<String> lines = switch (rawType()) {
            case "lead.scored" -> contributions();
            case "lead.deleted" ->
                map(payload.get("metadata")).entrySet().stream()
                        .map(entry -> named(entry.getKey(), text(entry.getValue())))
                        .toList();
            default ->
                map(payload.get("changes")).entrySet().stream()
                        .map(change -> named(change.getKey(), oldAndNew(map(change.getValue()))))
                        .toList();
        };
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> most = new ArrayList<>(lines.subList(0, MOST_LINES));
        most.add("… and " + (lines.size() - MOST_LINES) + " more");
        return most;
    }

    /** What an operator needs to find it again: id, type, lead, time. */
    String reference() {
        return Stream.of(id(), type(), escaped(text(event.get("lead_id"))), time(), late())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private String rawType() {
        return text(event.get("event_type"));
    }

    private String name() {
        String parts = Stream.of("first_name", "last_name")
                .map(part -> text(lead.get(part)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return Stream.of(text(lead.get("name")), parts, text(lead.get("company")), text(lead.get("email")))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(() -> text(event.get("lead_id")));
    }

    private String scoreSuffix() {
        String score = text(payload.get("score"));
        String previous = text(payload.get("previous_score"));
        if (score.isEmpty() || previous.isEmpty()) {
            return score.isEmpty() ? "" : " " + score;
        }
        return " " + previous + " → " + score + difference();
    }

    private String difference() {
        if (payload.get("score") instanceof Number score && payload.get("previous_score") instanceof Number previous) {
            BigDecimal by = new BigDecimal(score.toString())
                    .subtract(new BigDecimal(previous.toString()), MathContext.DECIMAL128)
                    .stripTrailingZeros();
            return " (" + (by.signum() > 0 ? "+" : "") + plain(by) + ")";
        }
        return "";
    }

    /** With its exponent where it is large: written out, 1e100000000 has a hundred million digits. */
    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_ZEROS ? number.toPlainString() : number.toString();
    }

    private List<String> contributions() {
        if (!(payload.get("contributions") instanceof List<?> contributions)) {
            return List.of();
        }
        return contributions.stream()
                .map(LeadNews::map)
                .filter(contribution -> !contribution.isEmpty())
                .map(contribution -> named(contribution.get("rule"), text(contribution.get("points"))))
                .toList();
    }

    private static String named(@Nullable Object name, String value) {
        return "• *" + escaped(text(name)) + "*: " + escaped(value);
    }

    private static String oldAndNew(Map<?, ?> change) {
        return orNothing(text(change.get("old"))) + " → " + orNothing(text(change.get("new")));
    }

    private static String orNothing(String value) {
        return value.isEmpty() ? "–" : value;
    }

    /** Slack shows the moment in each reader's own time zone; the part after the bar is for those who cannot. */
    private String time() {
        String sent = text(event.get("timestamp"));
        return EventTime.of(sent)
                .map(time -> "<!date^" + time.getEpochSecond() + "^{date_short_pretty} {time}|" + escaped(sent) + ">")
                .orElse(escaped(sent));
    }

    private String late() {
        return Objects.equals(event.get("late"), true) ? "late" : "";
    }

    private static String escaped(String text) {
        return SlackText.escape(text, SHORT * 2);
    }

    private static String text(@Nullable Object value) {
        return value == null || value instanceof Map || value instanceof List
                ? ""
                : value.toString().strip();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
