package io.leadhook.receive;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator may ask and have done about the sources. Thread-safe. */
public final class SourceRegistry {
    private static final Logger log = LoggerFactory.getLogger(SourceRegistry.class);

    private final Sources sources;
    private final ReceiveMetrics metrics;
    private final WebhookProperties webhooks;
    private final Supplier<SourcesProperties> fresh;
    private final Clock clock;
    private SourcesProperties current;

    /** @param fresh what is configured by now */
    SourceRegistry(
            Sources sources,
            ReceiveMetrics metrics,
            WebhookProperties webhooks,
            SourcesProperties current,
            Supplier<SourcesProperties> fresh,
            Clock clock) {
        this.sources = sources;
        this.metrics = metrics;
        this.webhooks = webhooks;
        this.current = current;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** Every source that is configured, by name. */
    public synchronized List<SourceReport> reports() {
        List<SourceReport> reports = new ArrayList<>();
        sources.all().forEach(source -> reports.add(SourceReport.of(source)));
        current.sources().forEach((name, properties) -> {
            if (!properties.enabled()) {
                reports.add(SourceReport.ofDisabled(name, properties));
            }
        });
        reports.sort(Comparator.comparing(SourceReport::name));
        return reports;
    }

    /**
     * Reads the sources from the configuration again, all of them or, if one has a fault, none.
     *
     * @throws IllegalArgumentException if there is a fault; the message names the key and the way out
     */
    public synchronized List<SourceReport> reload() {
        SourcesProperties next = fresh.get();
        sources.become(Sources.of(next, webhooks, clock));
        current = next;
        metrics.know(sources);
        log.info(
                "The sources were read again: {}",
                sources.all().stream().map(Source::name).toList());
        return reports();
    }
}
