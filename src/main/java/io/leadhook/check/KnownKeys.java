package io.leadhook.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.ClassUtils;

/**
 * The keys that the hub understands, from the metadata that the build writes. A star stands for a name that users choose:
 * {@code leadhook.sources.*.scheme}; two stars for any key below. A key is known in any form that Spring binds
 * ({@code data-dir}, {@code dataDir}, {@code data_dir}).
 */
final class KnownKeys {
    private static final List<String> METADATA = List.of(
            "META-INF/spring-configuration-metadata.json", "META-INF/additional-spring-configuration-metadata.json");
    private static final Pattern MAP_OF = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,\\s*(.+)>");

    private static final Pattern BRACKETED = Pattern.compile("\\[([^]]+)]");

    private static final ClassLoader LOADER = KnownKeys.class.getClassLoader();

    private final Set<String> patterns = new TreeSet<>();

    /** @param prefix such as {@code leadhook.} */
    KnownKeys(String prefix) {
        try {
            for (String metadata : METADATA) {
                for (URL url : Collections.list(LOADER.getResources(metadata))) {
                    read(url, prefix);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(URL url, String prefix) throws IOException {
        try (InputStream in = url.openStream()) {
            for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
                if (property.path("name").asText().startsWith(prefix)) {
                    add(property.path("name").asText(), property.path("type").asText());
                }
            }
        }
    }

    /** Whether a key may stand in the configuration, or is the beginning of such a key. */
    boolean knows(String key) {
        String[] wanted = canonical(key).replaceAll("[-_]", "").split("\\.");
        return patterns.stream().anyMatch(pattern -> matches(pattern, wanted));
    }

    /** The keys that a misspelt one may have meant, with the names that the user chose. */
    Set<String> like(String key) {
        String[] given = canonical(key).split("\\.");
        return patterns.stream()
                .filter(pattern -> !pattern.endsWith("*"))
                .map(pattern -> {
                    String[] parts = pattern.split("\\.");
                    for (int index = 0; index < parts.length && index < given.length; index++) {
                        parts[index] = parts[index].equals("*") ? given[index] : parts[index];
                    }
                    return String.join(".", parts);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void add(String name, String type) {
        Matcher map = MAP_OF.matcher(type);
        if (map.matches()) {
            addAll(name + ".*", name + ".**", map.group(1));
        } else {
            addAll(name, name, type);
        }
    }

    // The metadata stops at a map; what its values may hold is read from their record.
    private void addAll(String prefix, String leaf, String typeName) {
        Class<?> type = ClassUtils.isPresent(typeName, LOADER) ? ClassUtils.resolveClassName(typeName, LOADER) : null;
        if (type == null || !type.isRecord()) {
            patterns.add(leaf);
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            add(
                    prefix + "." + kebab(component.getName()),
                    component.getGenericType().getTypeName());
        }
    }

    /** @param given the parts of a key, without dashes */
    private static boolean matches(String pattern, String[] given) {
        String[] parts = pattern.replace("-", "").split("\\.");
        for (int index = 0; index < parts.length && index < given.length; index++) {
            if (parts[index].equals("**")) {
                return true;
            }
            if (!parts[index].equals("*") && !parts[index].equals(given[index])) {
                return false;
            }
        }
        return given.length <= parts.length;
    }

    /** Without the places in lists; a name in brackets, which may have any characters, is a part of its own. */
    private static String canonical(String key) {
        String named = BRACKETED
                .matcher(key.replaceAll("\\[\\d+]", ""))
                .replaceAll(name -> "." + Matcher.quoteReplacement(name.group(1).replace('.', ':')));
        return named.toLowerCase(Locale.ROOT);
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
