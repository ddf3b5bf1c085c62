package io.leadhook.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a call's JSON body. An unknown field is refused, and so is null: a misspelt {@code dry_run} or a choice
 * that was lost on the way must not replay everything.
 */
final class Fields {
    private final @Nullable JsonNode body;

    /** @param body null: no field is given */
    Fields(@Nullable JsonNode body, Set<String> known) {
        this.body = body;
        if (body != null) {
            if (!body.isObject()) {
                throw new BadInput("the body", "a JSON object");
            }
            Iterator<String> names = body.fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                if (!known.contains(name)) {
                    throw new BadInput(
                            "each field of the body",
                            "one of "
                                    + String.join(", ", known.stream().sorted().toList()));
                }
            }
        }
    }

    @Nullable
    String text(String name, int maxLength) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        String text = value.isTextual() ? value.textValue() : "";
        if (text.isBlank() || text.length() > maxLength || text.indexOf('\0') >= 0) {
            throw new BadInput(name, "a text of 1 to " + maxLength + " characters");
        }
        return text;
    }

    String requiredText(String name, int maxLength) {
        String text = text(name, maxLength);
        if (text == null) {
            throw new BadInput(name, "given: a text of 1 to " + maxLength + " characters");
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw new BadInput(name, "true or false");
        }
        return value != null && value.booleanValue();
    }

    /** A number without fraction. */
    int number(String name, int least, int most, int otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new BadInput(name, "a number from " + least + " to " + most);
        }
        return value.intValue();
    }

    boolean has(String name) {
        return value(name) != null;
    }

    @Nullable
    JsonNode array(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isArray()) {
            throw new BadInput(name, "a list");
        }
        return value;
    }

    @Nullable
    Instant instant(String name) {
        String text = text(name, 64);
        return text == null ? null : QueryParameters.instant(name, text);
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = body == null ? null : body.get(name);
        if (value != null && value.isNull()) {
            throw new BadInput(name, "given a value, or left out: it is null");
        }
        return value;
    }
}
