package io.leadhook.check;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML into nodes that know their lines, and refuses what YAML readers silently accept. */
final class YamlReader {
    private final List<Fault> faults = new ArrayList<>();

    /** What is wrong with what has been read so far. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** The document, or nothing if it is empty or cannot be read; the faults then say why. */
    Optional<YamlNode> read(String file, String content) {
        try {
            if (hasAlias(file, content)) {
                return Optional.empty();
            }
            Node root = yaml().compose(new StringReader(content));
            if (root == null) {
                return Optional.empty();
            }
            YamlNode document = new YamlNode(file, null, root);
            refuseDuplicateKeys(document);
            return Optional.of(document);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            faults.add(error(file, mark == null ? 0 : mark.getLine() + 1, "not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            faults.add(error(file, 1, "not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    // An alias may contain itself, and what it stands for has the lines of another place.
    private boolean hasAlias(String file, String content) {
        for (var event : yaml().parse(new StringReader(content))) {
            if (event instanceof AliasEvent alias) {
                int line = alias.getStartMark().getLine() + 1;
                faults.add(error(file, line, "*" + alias.getAnchor() + ": aliases are not used here, write it out"));
                return true;
            }
        }
        return false;
    }

    private void refuseDuplicateKeys(YamlNode document) {
        document.walk().forEach(node -> {
            Map<String, YamlNode> seen = new HashMap<>();
            Set<String> reported = new HashSet<>();
            for (YamlNode field : node.fields()) {
                YamlNode first = seen.putIfAbsent(field.name(), field);
                if (first != null && reported.add(field.name())) {
                    faults.add(field.error("'" + field.name() + "' stands here twice, first in line " + first.line()
                            + "; only one of them would count"));
                }
            }
        });
    }

    private static Fault error(String file, int line, String message) {
        return new Fault(Fault.Severity.ERROR, file, line, message);
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }
}
