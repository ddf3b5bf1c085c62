package io.leadhook.enrich;

import java.util.Map;

/** Which sources have their thin events enriched, by now. Thread-safe. */
public interface FetchTargets {
    /** Source → how its leads are fetched. */
    Map<String, FetchSettings> all();
}
