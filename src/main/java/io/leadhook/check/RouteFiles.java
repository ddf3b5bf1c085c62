package io.leadhook.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The route files of a hub, as texts. {@link #check} finds what is wrong with them without running anything: each file is
 * judged as far as it can be read, and only what has no other fault is shown to Camel.
 */
public final class RouteFiles {
    /** For a person who finds none. */
    static final String NONE =
            "no route file is there. Start the hub in the folder that has routes/, or name another place,"
                    + " as in leadhook.routes=file:/etc/leadhook/**/*.camel.yaml";

    /** Where Camel looks for them; {@code leadhook.routes} unless somebody set this one. */
    private static final String PATTERN = "camel.main.routes-include-pattern";

    private final String pattern;
    private final Map<String, String> contentByName = new LinkedHashMap<>();

    private RouteFiles(String pattern) {
        this.pattern = pattern;
    }

    /** Reads those that a start with this environment would. */
    public static RouteFiles of(PropertyResolver environment) {
        return matching(environment.getRequiredProperty(PATTERN));
    }

    /**
     * Reads what a pattern names.
     *
     * @param pattern as in {@code leadhook.routes}: one or several, with commas between
     */
    public static RouteFiles matching(String pattern) {
        RouteFiles files = new RouteFiles(pattern);
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            for (String part : pattern.split(",")) {
                for (Resource resource : resolver.getResources(part.strip())) {
                    if (resource.isReadable()) {
                        files.contentByName.put(
                                Origins.name(resource), resource.getContentAsString(StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the route files " + pattern, e);
        }
        return files;
    }

    boolean isEmpty() {
        return contentByName.isEmpty();
    }

    String pattern() {
        return pattern;
    }

    /** The names of the files, relative to the working directory if they are in it. */
    public Set<String> names() {
        return Set.copyOf(contentByName.keySet());
    }

    /**
     * Everything that is wrong, in the order of files and lines.
     *
     * @param environment where placeholders and the settings of components come from
     * @param application the class that the application's Spring context starts from: it tells which beans there are
     */
    public List<Fault> check(ConfigurableEnvironment environment, Class<?> application) {
        if (isEmpty()) {
            return List.of(new Fault(Fault.Severity.ERROR, pattern, 0, NONE));
        }
        YamlReader reader = new YamlReader();
        List<Fault> faults = new ArrayList<>();
        List<YamlNode> readable = readable(reader, faults);
        faults.addAll(reader.faults());
        for (Rule rule : List.of(
                new SchemaRule(),
                new RouteIdRule(),
                new StepIdRule(),
                new DestinationRule(),
                new ReferenceRule(),
                new PlaceholderRule(environment),
                new SecretRule())) {
            rule.faults(readable).forEach(faults::add);
        }
        faults.addAll(dryLoad(environment, application, readable, faults));
        return faults.stream().distinct().sorted().toList();
    }

    private List<YamlNode> readable(YamlReader reader, List<Fault> faults) {
        List<YamlNode> readable = new ArrayList<>();
        contentByName.forEach((name, content) -> {
            int before = reader.faults().size();
            reader.read(name, content)
                    .ifPresentOrElse(
                            root -> {
                                if (root.isList()) {
                                    readable.add(root);
                                } else {
                                    faults.add(
                                            root.error("the top of a route file is a list: begin with '- route:'; Camel"
                                                    + " would load nothing from it"));
                                }
                            },
                            () -> {
                                if (reader.faults().size() == before) {
                                    faults.add(new Fault(Fault.Severity.ERROR, name, 1, "no route in this file"));
                                }
                            });
        });
        return readable;
    }

    private List<Fault> dryLoad(
            ConfigurableEnvironment environment, Class<?> application, List<YamlNode> readable, List<Fault> faults) {
        Set<String> faulty =
                faults.stream().filter(Fault::isError).map(Fault::file).collect(Collectors.toSet());
        Stream<RouteFile> clean = readable.stream()
                .filter(root -> !faulty.contains(root.file()))
                .map(root -> new RouteFile(root.file(), contentByName.getOrDefault(root.file(), ""), root));
        DryContext contexts = new DryContext(
                environment,
                new DeclaredBeans(application, environment),
                new OwnComponents(application.getPackageName()));
        return new DryLoad(contexts).faults(clean.toList());
    }
}
