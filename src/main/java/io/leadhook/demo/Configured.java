package io.leadhook.demo;

import io.leadhook.receive.ConfiguredSources;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** What the user has configured, as far as demo mode must know. Immutable. */
record Configured(boolean anySource, boolean anyDestination) {
    private static final List<String> DESTINATION_KEYS = List.of("CRM_URL", "SLACK_WEBHOOK_URL", "SCORING_URL");

    static Configured in(ConfigurableEnvironment environment) {
        return new Configured(
                isSet(environment, "LEADS_WEBHOOK_SECRET")
                        || ConfiguredSources.in(environment).anyHasSecret(),
                DESTINATION_KEYS.stream().anyMatch(key -> isSet(environment, key)));
    }

    boolean nothing() {
        return !anySource && !anyDestination;
    }

    private static boolean isSet(Environment environment, String key) {
        String value = environment.getProperty(key);
        return value != null && !value.isBlank();
    }
}
