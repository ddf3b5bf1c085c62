package io.leadhook.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body as people read it. No number changes its digits.
 *
 * @param text indented if it is JSON, else as it is
 * @param changes what the event says has changed
 */
record PrettyJson(String text, List<Change> changes) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .defaultPrettyPrinter(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)))
            .build();

    /** One field, as it was and as it is; null: it was not there. */
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    static PrettyJson of(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isContainerNode()) {
                return new PrettyJson(JSON.writeValueAsString(json), changes(json));
            }
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            // The latter for an exponent beyond an int.
            return new PrettyJson(body, List.of());
        }
        return new PrettyJson(body, List.of());
    }

    private static List<Change> changes(JsonNode event) {
        List<Change> changes = new ArrayList<>();
        event.path("payload").path("changes").properties().forEach(field -> {
            JsonNode change = field.getValue();
            changes.add(new Change(field.getKey(), plain(change.path("old")), plain(change.path("new"))));
        });
        return changes;
    }

    private static @Nullable String plain(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
