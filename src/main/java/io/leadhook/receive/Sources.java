package io.leadhook.receive;

import io.leadhook.enrich.FetchSettings;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The enabled sources, checked. They can be replaced all at once while requests are under way. Thread-safe. */
final class Sources {
    static final String PATH = "/webhooks/";

    private volatile Map<String, Source> byPath;

    private Sources(Map<String, Source> byPath) {
        this.byPath = byPath;
    }

    /** @throws IllegalArgumentException if a source is not safe to open; the message names the key and the way out */
    static Sources of(SourcesProperties properties, WebhookProperties webhooks, Clock clock) {
        SourceRules rules = new SourceRules(webhooks, clock);
        Map<String, Source> byPath = new TreeMap<>();
        properties.sources().forEach((name, source) -> {
            if (source.enabled()) {
                byPath.put(PATH + name, rules.checked(name, source));
            }
        });
        return new Sources(byPath);
    }

    /** The source with exactly this raw path: nothing is decoded, so that nothing can be read in two ways. */
    @Nullable
    Source at(@Nullable String rawPath) {
        return rawPath == null ? null : byPath.get(rawPath);
    }

    Collection<Source> all() {
        return byPath.values();
    }

    /** Source → how the leads of its thin events are fetched; only those that have this. */
    Map<String, FetchSettings> fetches() {
        Map<String, FetchSettings> fetches = new TreeMap<>();
        for (Source source : all()) {
            if (source.fetch() != null) {
                fetches.put(source.name(), source.fetch());
            }
        }
        return fetches;
    }

    /** From the next request on these; what is known of a source and a secret that stays, stays known. */
    synchronized void become(Sources others) {
        Map<String, Source> next = new TreeMap<>(others.byPath);
        next.replaceAll((path, source) -> {
            Source before = byPath.get(path);
            return before == null ? source : source.continuing(before);
        });
        byPath = next;
    }
}
