package io.leadhook.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What is measured of everything that is not the hub. */
final class RivalPart {
    private final Workbench bench;
    private final Report report;

    RivalPart(Workbench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    void engine() {
        Path folder = Folders.fresh(bench.options(), "engine");
        try (Contestant engine = Rivals.engine(bench.options(), folder)) {
            Saturation.warmUp(bench, engine, List.of());
            report.acknowledged(
                    engine.name(),
                    engine.durability(),
                    Saturation.measure(bench, engine, List.of()).load());
        }
        Folders.delete(folder);
    }

    void stock() {
        deliver("stock", folder -> Rivals.stock(bench.options(), folder, bench.receiver()));
    }

    void artemis() {
        deliver("artemis", folder -> Rivals.artemis(bench.options(), folder, bench.receiver()));
    }

    private void deliver(String name, Function<Path, Contestant> start) {
        Path folder = Folders.fresh(bench.options(), name);
        try (Contestant rival = start.apply(folder)) {
            Pause.millis(bench.scale().settle().toMillis());
            double rest = rival.used().residentMegabytes();
            Saturation.warmUp(bench, rival, Rivals.DESTINATIONS);
            Saturation measured = Saturation.measure(bench, rival, Rivals.DESTINATIONS);
            report.acknowledged(rival.name() + ", delivering", rival.durability(), measured.load());
            report.endToEnd(rival.name(), rival.durability(), measured);
            report.memory(rival.name(), rival.process().secondsToReady(), rest, Double.NaN, measured.peakMegabytes());
            int half = SteadyLoad.share(measured, 50);
            report.latency(rival, 50, SteadyLoad.measure(bench, rival, Rivals.DESTINATIONS, half));
        }
        Folders.delete(folder);
    }
}
