package io.leadhook.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything that is measured of the hub on one database. */
final class HubPart {
    private static final List<Integer> SHARES = List.of(25, 50, 80);

    private final Workbench bench;
    private final Report report;
    private final @Nullable PostgresServer server;

    HubPart(Workbench bench, Report report, @Nullable PostgresServer server) {
        this.bench = bench;
        this.report = report;
        this.server = server;
    }

    void run() {
        acknowledge();
        plain();
        Saturation saturation = shipped();
        int half = SteadyLoad.share(saturation, 50);
        new Isolation(bench, report, server).run(half);
        new Backlog(bench, report, server).run();
    }

    /** Nobody wants the events, so the answer is all that is measured; the events are still dispatched. */
    private void acknowledge() {
        bench.say("answers alone");
        Path folder = Folders.fresh(bench.options(), "acknowledge");
        try (HubUnderTest hub = start(Store.empty(server), folder, List.of(), List.of())) {
            Contestant contestant = hub.contestant();
            Saturation.warmUp(bench, contestant, List.of());
            Saturation measured = Saturation.measure(bench, contestant, List.of());
            report.acknowledged(contestant.name() + ", no destination", contestant.durability(), measured.load());
        }
        Folders.delete(folder);
    }

    /** The comparison with programs that know no digest. */
    private void plain() {
        bench.say("three destinations with a call each");
        Path folder = Folders.fresh(bench.options(), "plain");
        try (HubUnderTest hub = start(Store.empty(server), folder, HubUnderTest.PLAIN, List.of())) {
            Contestant contestant = hub.contestant();
            Saturation.warmUp(bench, contestant, HubUnderTest.PLAIN);
            Saturation measured = Saturation.measure(bench, contestant, HubUnderTest.PLAIN);
            report.endToEnd(contestant.name() + ", one call each", contestant.durability(), measured);
        }
        Folders.delete(folder);
    }

    private Saturation shipped() {
        bench.say("the three shipped destinations: full speed, then a constant rate");
        Path folder = Folders.fresh(bench.options(), "shipped");
        Store store = Store.empty(server);
        double ready = medianStart(store, folder);
        HotMethods profile = new HotMethods(folder.resolve("hub.jfr"));
        List<String> recording = bench.options().profile() ? profile.jvmOptions() : List.of();
        Saturation measured;
        Instant from;
        Instant to;
        try (HubUnderTest hub = start(store, folder, HubUnderTest.SHIPPED, recording)) {
            Contestant contestant = hub.contestant();
            Pause.millis(bench.scale().settle().toMillis());
            double rest = contestant.used().residentMegabytes();
            GarbageCollection.run(bench.options(), contestant.process());
            double heap = hub.api().heapMegabytes();
            Saturation.warmUp(bench, contestant, HubUnderTest.SHIPPED);
            from = Instant.now();
            measured = Saturation.measure(bench, contestant, HubUnderTest.SHIPPED);
            to = Instant.now();
            report.acknowledged(contestant.name() + ", delivering", contestant.durability(), measured.load());
            report.endToEnd(contestant.name() + ", Slack in digests", contestant.durability(), measured);
            report.memory(contestant.name(), ready, rest, heap, measured.peakMegabytes());
            steady(contestant, measured);
        }
        if (bench.options().profile()) {
            profile.write(from, to, report.file("-" + store.name().toLowerCase(Locale.ROOT)));
        }
        Folders.delete(folder);
        return measured;
    }

    /** In seconds, on a database that has been in use. */
    private double medianStart(Store store, Path folder) {
        try (HubUnderTest hub = start(store, folder, HubUnderTest.SHIPPED, List.of())) {
            Saturation.warmUp(bench, hub.contestant(), HubUnderTest.SHIPPED);
        }
        List<Double> ready = new ArrayList<>();
        for (int i = 0; i < bench.scale().starts(); i++) {
            try (HubUnderTest hub = start(store, folder, HubUnderTest.SHIPPED, List.of())) {
                ready.add(hub.contestant().process().secondsToReady());
            }
        }
        Collections.sort(ready);
        return ready.get(ready.size() / 2);
    }

    private void steady(Contestant contestant, Saturation measured) {
        for (int percent : SHARES) {
            int rate = SteadyLoad.share(measured, percent);
            report.latency(contestant, percent, SteadyLoad.measure(bench, contestant, HubUnderTest.SHIPPED, rate));
        }
    }

    private HubUnderTest start(Store store, Path folder, List<String> destinations, List<String> jvmOptions) {
        return HubUnderTest.start(bench.options(), store, folder, bench.receiver(), destinations, jvmOptions);
    }
}
