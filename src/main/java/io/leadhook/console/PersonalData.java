package io.leadhook.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides what tells who a lead is from those who may only look: what stands in fields whose names say so, and everything
 * anywhere that looks like an e-mail address or a phone number. A name in the middle of a sentence is not found.
 */
final class PersonalData {
    static final String MASK = "•••";

    private static final Pattern FIELD = Pattern.compile(
            "(^|_)(e?mails?|phones?|mobile|cell|fax|whatsapp|first_?name|last_?name|full_?name|given_?name|family_?name"
                    + "|surname|nick_?name|name|address|street|city|zip|post_?code|postal_?code|birth_?(day|date)?|dob"
                    + "|linkedin|twitter|ip|ip_?address)($|_)");
    private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");
    private static final String WORD = "[^\\s@\"'<>(),;:/\\\\]";
    // Only where a word begins or the address before has ended: tried from within a word as well, a long one without an
    // @ would take the square of its length.
    private static final Pattern EMAIL =
            Pattern.compile("(?:(?<!" + WORD + ")|\\G)" + WORD + "++@" + WORD + "+\\.[A-Za-z]{2,}");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w.:-])\\+\\d[\\d ()./-]{6,18}\\d(?![\\w:])");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PersonalData() {}

    /** A body as JSON with its personal data hidden, or only a word about it if it is no JSON. */
    static String maskedBody(String body) {
        JsonNode json = BodyJson.read(body);
        return BodyJson.compact(json == null ? TextNode.valueOf(MASK) : masked(json));
    }

    static @Nullable String masked(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return PHONE.matcher(EMAIL.matcher(text).replaceAll(MASK)).replaceAll(MASK);
    }

    private static JsonNode masked(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode masked = NODES.objectNode();
            object.properties()
                    .forEach(field -> masked.set(
                            String.valueOf(masked(field.getKey())),
                            isPersonal(field.getKey()) ? hidden(field.getValue()) : masked(field.getValue())));
            return masked;
        } else if (json instanceof ArrayNode array) {
            ArrayNode masked = NODES.arrayNode();
            array.forEach(item -> masked.add(masked(item)));
            return masked;
        }
        return json.isTextual() ? TextNode.valueOf(masked(json.textValue())) : json;
    }

    /** Below a field that is personal everything is, but its shape may be seen: old and new of a change. */
    private static JsonNode hidden(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode hidden = NODES.objectNode();
            object.properties().forEach(field -> hidden.set(field.getKey(), hidden(field.getValue())));
            return hidden;
        } else if (json instanceof ArrayNode array) {
            ArrayNode hidden = NODES.arrayNode();
            array.forEach(item -> hidden.add(hidden(item)));
            return hidden;
        }
        return json.isNull() ? json : TextNode.valueOf(MASK);
    }

    private static boolean isPersonal(String field) {
        String words = CAMEL.matcher(field).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        return FIELD.matcher(words.replace('-', '_')).find();
    }
}
