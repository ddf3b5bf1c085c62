package io.leadhook.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML file that knows where it stands. Immutable.
 *
 * @param key the key that it is the value of, or null in a list and at the top
 */
record YamlNode(String file, @Nullable Node key, Node value) {
    /** The name of the key, or an empty text where there is none. */
    String name() {
        return key instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    int line() {
        return (key == null ? value : key).getStartMark().getLine() + 1;
    }

    Fault error(String message) {
        return new Fault(Fault.Severity.ERROR, file, line(), message);
    }

    Fault warning(String message) {
        return new Fault(Fault.Severity.WARNING, file, line(), message);
    }

    boolean isList() {
        return value instanceof SequenceNode;
    }

    /** The text of a scalar, else null. */
    @Nullable
    String text() {
        return value instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    List<YamlNode> items() {
        return value instanceof SequenceNode list
                ? list.getValue().stream()
                        .map(item -> new YamlNode(file, null, item))
                        .toList()
                : List.of();
    }

    List<YamlNode> fields() {
        List<YamlNode> fields = new ArrayList<>();
        if (value instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                fields.add(new YamlNode(file, tuple.getKeyNode(), tuple.getValueNode()));
            }
        }
        return fields;
    }

    Optional<YamlNode> field(String name) {
        return fields().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** This value and all below it, in the order of the file. */
    Stream<YamlNode> walk() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(fields().stream(), items().stream()).flatMap(YamlNode::walk));
    }

    JsonNode json() {
        if (value instanceof MappingNode) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields().forEach(field -> object.set(field.name(), field.json()));
            return object;
        }
        if (value instanceof SequenceNode) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items().forEach(item -> array.add(item.json()));
            return array;
        }
        return scalarJson(((ScalarNode) value).getValue());
    }

    private JsonNode scalarJson(String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Tag tag = value.getTag();
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(Boolean.parseBoolean(text));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return json.numberNode(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return json.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            // 0x1f, 1_000, .inf: numbers to YAML only; as texts they are judged by the schema.
            return json.textNode(text);
        }
        return json.textNode(text);
    }
}
