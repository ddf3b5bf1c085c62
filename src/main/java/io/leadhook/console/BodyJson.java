package io.leadhook.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The JSON of a stored body, as people are shown it. No number changes its digits. Thread-safe. */
public final class BodyJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
    private static final ObjectWriter INDENTED = JSON.writer(new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private BodyJson() {}

    /** An object or an array; null if the body is neither. */
    public static @Nullable JsonNode read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json != null && json.isContainerNode() ? json : null;
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            // The latter for an exponent beyond an int.
            return null;
        }
    }

    public static String indented(JsonNode json) {
        return written(json, INDENTED);
    }

    static String compact(JsonNode json) {
        return written(json, JSON.writer());
    }

    private static String written(JsonNode json, ObjectWriter writer) {
        try {
            return writer.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree that was read could not be written", e);
        }
    }
}
