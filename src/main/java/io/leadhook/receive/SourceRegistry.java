package io.leadhook.receive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator may ask and have done about the sources. Thread-safe. */
public final class SourceRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRegistry.class);

    private final Sources sources;
    private final ReceiveMetrics metrics;
    private final Supplier<SourcesProperties> fresh;
    private final Function<SourcesProperties, Sources> rules;
    private SourcesProperties current;

    /**
     * @param fresh what is configured by now
     * @param rules checks what is configured, and throws
     */
    SourceRegistry(
            Sources sources,
            ReceiveMetrics metrics,
            SourcesProperties current,
            Supplier<SourcesProperties> fresh,
            Function<SourcesProperties, Sources> rules) {
        this.sources = sources;
        this.metrics = metrics;
        this.current = current;
        this.fresh = fresh;
        this.rules = rules;
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
    public List<SourceReport> reload() {
        return become(fresh.get());
    }

    /**
     * Takes these over, all of them or, if one has a fault, none.
     *
     * @throws IllegalArgumentException as {@link #reload}
     */
    synchronized List<SourceReport> become(SourcesProperties next) {
        sources.become(rules.apply(next));
        current = next;
        metrics.know(sources);
        LOG.info(
                "The sources were read again: {}",
                sources.all().stream().map(Source::name).toList());
        return reports();
    }
}
