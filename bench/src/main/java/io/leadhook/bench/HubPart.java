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
    private static final int HALF = 50;
    private static final List<Integer> SHARES = List.of(25, HALF, 80);

    private final Workbench bench;
    private final Report report;
    private final @Nullable PostgresServer server;

    HubPart(Workbench bench, Report report, @Nullable PostgresServer server) {
        this.bench = bench;
        this.report = report;
        this.server = server;
    }

    void run() {
        String store = Store.empty(server).name();
        Main.step(report, store + ", answers alone", this::acknowledge);
        Main.step(report, store + ", a call each", this::plain);
        Main.step(report, store + ", as shipped and with trouble", () -> {
            Saturation saturation = shipped();
            new Isolation(bench, report, server).run(SteadyLoad.share(saturation, HALF));
        });
        Main.step(report, store + ", with a backlog", () -> new Backlog(bench, report, server).run());
    }

    /** Nobody wants the events, so the answer is all that is measured; the events are still dispatched. */
    private void acknowledge() {
        bench.say("answers alone");
        Path folder = Folders.fresh(bench.options(), "acknowledge");
        Store store = Store.empty(server);
        try (HubUnderTest hub = start(store, folder, List.of(), List.of())) {
            Contestant contestant = hub.contestant();
            Saturation.warmUp(bench, contestant, List.of());
            Saturation measured = Saturation.measure(bench, contestant, List.of());
            report.acknowledged(contestant.name() + ", no destination", contestant.durability(), measured.load());
            double perSecond = measured.load().perSecond();
            report.figure("durable 200s per second, no destination", store, () -> Table.number(perSecond));
            report.figure(
                    "the same × the bare engine",
                    store,
                    () -> Table.number(perSecond / report.answered(Rivals.ENGINE)));
        }
        Folders.delete(folder);
    }

    /** The comparison with programs that know no digest. */
    private void plain() {
        bench.say("three destinations with a call each");
        Path folder = Folders.fresh(bench.options(), "plain");
        Store store = Store.empty(server);
        try (HubUnderTest hub = start(store, folder, HubUnderTest.PLAIN, List.of())) {
            Contestant contestant = hub.contestant();
            Saturation.warmUp(bench, contestant, HubUnderTest.PLAIN);
            Saturation measured = Saturation.measure(bench, contestant, HubUnderTest.PLAIN);
            report.endToEnd(contestant.name() + ", one call each", contestant.durability(), measured);
            double perSecond = measured.eventsPerSecond();
            report.figure("end to end, events per second, three calls each", store, () -> Table.number(perSecond));
            report.figure(
                    "the same × stock Camel (no sync, retries in memory)",
                    store,
                    () -> Table.number(perSecond / report.delivered(Rivals.STOCK)));
            report.figure(
                    "the same × ActiveMQ Artemis (journal synced)",
                    store,
                    () -> Table.number(perSecond / report.delivered(Rivals.ARTEMIS)));
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
            figures(store, measured, ready, rest);
            steady(store, contestant, measured);
        }
        if (bench.options().profile()) {
            profile.write(from, to, report.file("-" + store.name().toLowerCase(Locale.ROOT)));
        }
        Folders.delete(folder);
        return measured;
    }

    private void figures(Store store, Saturation measured, double ready, double rest) {
        report.figure(
                "end to end as shipped (Slack in digests), events per second",
                store,
                () -> Table.number(measured.eventsPerSecond()));
        report.figure("CPU seconds per 1,000 events", store, () -> Table.number(measured.cpuSeconds()));
        report.figure(
                "KB written / kept per 1,000 events",
                store,
                () -> Table.number(measured.writtenKilobytes()) + " / " + Table.number(measured.keptKilobytes()));
        report.figure(
                "resident MB at rest / under load",
                store,
                () -> Table.number(rest) + " / " + Table.number(measured.peakMegabytes()));
        report.figure("ready after, seconds", store, () -> Table.number(ready));
    }

    /** In seconds, on a database that has been in use. */
    private double medianStart(Store store, Path folder) {
        try (HubUnderTest hub = start(store, folder, HubUnderTest.SHIPPED, List.of())) {
            Saturation.warmUpShortly(bench, hub.contestant(), HubUnderTest.SHIPPED);
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

    private void steady(Store store, Contestant contestant, Saturation measured) {
        for (int percent : SHARES) {
            int rate = SteadyLoad.share(measured, percent);
            SteadyLoad steady = SteadyLoad.measure(bench, contestant, HubUnderTest.SHIPPED, rate);
            report.latency(contestant, percent, steady);
            if (percent == HALF) {
                steady.delivered()
                        .forEach((destination, times) -> report.figure(
                                "sent → delivered to " + destination + " at half load, ms: p50 / p99 / p99.9",
                                store,
                                () -> Table.number(times.p50()) + " / " + Table.number(times.p99()) + " / "
                                        + Table.number(times.p999())));
            }
        }
    }

    private HubUnderTest start(Store store, Path folder, List<String> destinations, List<String> jvmOptions) {
        return HubUnderTest.start(bench.options(), store, folder, bench.receiver(), destinations, jvmOptions);
    }
}
