package io.leadhook.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event costs while very many wait for a paused destination, against the same with none waiting. */
final class Backlog {
    private static final String PAUSED = "crm";
    private static final List<String> OTHERS = List.of("scoring", "slack");

    private final Workbench bench;
    private final Report report;
    private final @Nullable PostgresServer server;

    Backlog(Workbench bench, Report report, @Nullable PostgresServer server) {
        this.bench = bench;
        this.report = report;
        this.server = server;
    }

    void run() {
        int waiting = bench.scale().backlog();
        bench.say("a backlog of " + waiting);
        Path folder = Folders.fresh(bench.options(), "backlog");
        Saturation without = measure(Store.empty(server), folder.resolve("none"));
        Store store = Store.empty(server);
        fill(store, folder.resolve("many"), waiting);
        Saturation with = measure(store, folder.resolve("many"));
        double ratio = with.cpuSeconds() / without.cpuSeconds();
        report.figure(
                String.format(Locale.ROOT, "CPU per event with %,d waiting × none", waiting),
                store,
                () -> Table.number(ratio));
        report.backlog(HubUnderTest.NAME + store.name(), store.durability(), waiting, with, without);
        Folders.delete(folder);
    }

    /** The destination is still paused in the next hub on this database. */
    private void fill(Store store, Path folder, int waiting) {
        try (HubUnderTest hub = start(store, folder, List.of(PAUSED))) {
            hub.api().pause(PAUSED);
        }
        WaitingEvents.write(store, folder, PAUSED, waiting);
    }

    private Saturation measure(Store store, Path folder) {
        try (HubUnderTest hub = start(store, folder, HubUnderTest.SHIPPED)) {
            hub.api().pause(PAUSED);
            Saturation.warmUpShortly(bench, hub.contestant(), OTHERS);
            return Saturation.measure(bench, hub.contestant(), OTHERS);
        }
    }

    private HubUnderTest start(Store store, Path folder, List<String> destinations) {
        return HubUnderTest.start(bench.options(), store, folder, bench.receiver(), destinations, List.of());
    }
}
