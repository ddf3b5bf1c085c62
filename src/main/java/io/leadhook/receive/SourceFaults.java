package io.leadhook.receive;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** What would stop the start, or a reload, of sources whose settings can be bound. */
public final class SourceFaults {
    private SourceFaults() {}

    /** By the key of the source: the first fault of each, with the key and the way out. */
    public static Map<String, String> of(SourcesProperties properties, WebhookProperties webhooks) {
        SourceRules rules = new SourceRules(webhooks, Clock.systemUTC());
        Map<String, String> faults = new TreeMap<>();
        properties.sources().forEach((name, source) -> {
            if (source.enabled()) {
                try {
                    rules.checked(name, source);
                } catch (IllegalArgumentException fault) {
                    faults.put("leadhook.sources." + name, String.valueOf(fault.getMessage()));
                }
            }
        });
        return faults;
    }
}
