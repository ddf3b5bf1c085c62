package io.leadhook.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every file keeps to the schema that ships with Camel's YAML DSL. */
final class SchemaRule implements Rule {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private final JsonNode schemaText = load();
    private final JsonSchema schema = factory().getSchema(schemaText);

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        return files.stream().flatMap(this::faults);
    }

    // Where a choice of forms fails, the validator names the mismatch with every form: one message per place is enough,
    // and of those the one that names a key helps most.
    private Stream<Fault> faults(YamlNode file) {
        Map<String, List<ValidationMessage>> byPlace = schema.validate(file.json()).stream()
                .collect(Collectors.groupingBy(
                        message -> message.getInstanceLocation().toString(), TreeMap::new, Collectors.toList()));
        return byPlace.values().stream()
                .map(messages -> messages.stream()
                        .min(Comparator.comparingInt(SchemaRule::vagueness))
                        .orElseThrow())
                .map(message -> fault(file, message));
    }

    private static int vagueness(ValidationMessage message) {
        return switch (message.getType()) {
            case "additionalProperties" -> 0;
            case "required" -> 1;
            case "type" -> 2;
            case "enum" -> 3;
            default -> 4;
        };
    }

    private Fault fault(YamlNode file, ValidationMessage message) {
        YamlNode place = at(file, message.getInstanceLocation());
        String within = place.name().isEmpty() ? "" : " in '" + place.name() + "'";
        if (message.getType().equals("additionalProperties")) {
            String key = Objects.requireNonNullElse(message.getProperty(), "");
            return place.field(key)
                    .orElse(place)
                    .error("'" + key + "' is not known" + within + suggestion(key, message));
        }
        if (message.getType().equals("required")) {
            return place.error("'" + message.getProperty() + "' is missing" + within);
        }
        return place.error("does not fit Camel's schema" + within + ": " + message.getError());
    }

    private String suggestion(String key, ValidationMessage message) {
        JsonNode definition = schemaText;
        JsonNodePath path = message.getSchemaLocation().getFragment();
        for (int index = 0; index < path.getNameCount() - 1; index++) {
            Object element = path.getElement(index);
            definition = element instanceof Integer position
                    ? definition.path(position)
                    : definition.path(element.toString());
        }
        List<String> known = new ArrayList<>();
        definition.path("properties").fieldNames().forEachRemaining(known::add);
        return Spelling.suggestion(key, known);
    }

    private static YamlNode at(YamlNode file, JsonNodePath path) {
        YamlNode place = file;
        for (int index = 0; index < path.getNameCount(); index++) {
            Object element = path.getElement(index);
            place = element instanceof Integer position
                    ? place.items().get(position)
                    : place.field(element.toString()).orElseThrow();
        }
        return place;
    }

    // 'deprecated' is younger than the draft that Camel's schema names; the validator would warn of it each time.
    private static JsonSchemaFactory factory() {
        JsonMetaSchema draft4 = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                .keyword(new NonValidationKeyword("deprecated"))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4))
                .metaSchema(draft4)
                .build();
    }

    private static JsonNode load() {
        try (InputStream in = SchemaRule.class.getResourceAsStream(SCHEMA)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, SCHEMA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
