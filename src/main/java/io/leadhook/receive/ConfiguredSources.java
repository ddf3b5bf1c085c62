package io.leadhook.receive;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** {@code leadhook.sources} as it stands in an environment, before anything of it is checked. Immutable. */
public record ConfiguredSources(Map<String, Object> byName) {
    public ConfiguredSources {
        byName = Map.copyOf(byName);
    }

    public static ConfiguredSources in(ConfigurableEnvironment environment) {
        return new ConfiguredSources(Binder.get(environment)
                .bind("leadhook.sources", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of()));
    }

    public boolean anyHasSecret() {
        return byName.values().stream().anyMatch(ConfiguredSources::hasSecret);
    }

    /** Whether there is this source, and it has none. */
    boolean lacksSecret(String name) {
        Object source = byName.get(name);
        return source != null && !hasSecret(source);
    }

    private static boolean hasSecret(Object source) {
        return source instanceof Map<?, ?> keys && isFilled(keys.get("secrets"));
    }

    /** One text, or a list that the binder shows as a map by index. */
    private static boolean isFilled(@Nullable Object secrets) {
        if (secrets instanceof Map<?, ?> list) {
            return list.values().stream().anyMatch(ConfiguredSources::isFilled);
        }
        return secrets != null && !secrets.toString().isBlank();
    }
}
