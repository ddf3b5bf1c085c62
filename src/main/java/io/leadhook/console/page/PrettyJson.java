package io.leadhook.console.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.console.BodyJson;
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
    /** One field, as it was and as it is; null: it was not there. */
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    static PrettyJson of(String body) {
        JsonNode json = BodyJson.read(body);
        return json == null ? new PrettyJson(body, List.of()) : new PrettyJson(BodyJson.indented(json), changes(json));
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
