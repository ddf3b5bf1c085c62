package io.leadhook.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** What the user has configured, as far as demo mode must know. Immutable. */
record Configured(Map<String, Object> sources, boolean anyDestination) {
    static final String LEADS = "leads";
    static final List<String> DESTINATION_KEYS = List.of("CRM_URL", "SLACK_WEBHOOK_URL", "SCORING_URL");

    static Configured in(ConfigurableEnvironment environment) {
        Map<String, Object> sources = Binder.get(environment)
                .bind("leadhook.sources", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        return new Configured(sources, DESTINATION_KEYS.stream().anyMatch(key -> isSet(environment, key)));
    }

    boolean nothing(Environment environment) {
        return !anyDestination
                && !isSet(environment, "LEADS_WEBHOOK_SECRET")
                && sources.keySet().stream().noneMatch(this::hasSecret);
    }

    boolean knows(String source) {
        return sources.containsKey(source);
    }

    boolean hasSecret(String source) {
        return sources.get(source) instanceof Map<?, ?> keys && isFilled(keys.get("secrets"));
    }

    boolean anotherHasSecret(String source) {
        return sources.keySet().stream().anyMatch(other -> !other.equals(source) && hasSecret(other));
    }

    /** One text, or a list that the binder shows as a map by index. */
    private static boolean isFilled(@Nullable Object secrets) {
        if (secrets instanceof Map<?, ?> list) {
            return list.values().stream().anyMatch(Configured::isFilled);
        }
        return secrets != null && !secrets.toString().isBlank();
    }

    private static boolean isSet(Environment environment, String key) {
        String value = environment.getProperty(key);
        return value != null && !value.isBlank();
    }
}
