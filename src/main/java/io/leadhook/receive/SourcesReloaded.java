package io.leadhook.receive;

import java.util.List;

/** Published when the sources were taken over from changed files. */
public record SourcesReloaded(List<SourceReport> sources) {
    public SourcesReloaded {
        sources = List.copyOf(sources);
    }
}
