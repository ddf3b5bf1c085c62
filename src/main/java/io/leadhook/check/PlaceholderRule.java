package io.leadhook.check;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Every {@code {{placeholder}}} without a default is set somewhere. */
final class PlaceholderRule implements Rule {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Set<String> NOT_KEYS = Set.of("sys", "service", "bean", "properties", "secret");

    private final Environment environment;

    PlaceholderRule(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        return files.stream().flatMap(this::faults);
    }

    private Stream<Fault> faults(YamlNode file) {
        Set<String> templateParameters = file.walk()
                .filter(node -> node.name().equals("routeTemplate"))
                .flatMap(template -> template.field("parameters").stream())
                .flatMap(parameters -> parameters.items().stream())
                .flatMap(parameter -> parameter.field("name").stream())
                .map(name -> Objects.requireNonNullElse(name.text(), ""))
                .collect(Collectors.toSet());
        return file.walk()
                .filter(node -> node.text() != null)
                .flatMap(node -> PLACEHOLDER
                        .matcher(Objects.requireNonNullElse(node.text(), ""))
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .flatMap(placeholder -> fault(node, placeholder, templateParameters).stream()));
    }

    private Optional<Fault> fault(YamlNode node, String placeholder, Set<String> templateParameters) {
        String content = placeholder.substring(2, placeholder.length() - 2).strip();
        boolean optional = content.startsWith("?");
        String key = content.replaceFirst("^[?!]", "");
        if (optional || templateParameters.contains(key)) {
            return Optional.empty();
        }
        if (key.startsWith("env:")) {
            key = key.substring(4);
        } else if (key.contains(":") && NOT_KEYS.contains(key.substring(0, key.indexOf(':')))) {
            return Optional.empty();
        }
        if (key.contains(":") || isSet(key)) {
            return Optional.empty();
        }
        return Optional.of(node.error(placeholder + " is set nowhere: set " + key + " in application.yaml or in the"
                + " environment, or give it a default, {{" + key + ":...}}"));
    }

    private boolean isSet(String key) {
        try {
            return environment.getProperty(key) != null;
        } catch (IllegalArgumentException unresolved) {
            // It is set, to something that names another placeholder which is not.
            return false;
        }
    }
}
