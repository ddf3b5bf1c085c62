package io.leadhook.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event costs while very many wait for a paused destination, against the same with none waiting. */
final class Backlog {
    private static final String PAUSED = "crm";
    private static final List<String> OTHERS = List.of("scoring", "slack");
    private static final int CHUNK = 50_000;
    private static final long POLL_MILLIS = 500;
    private static final Duration LONG = Duration.ofMinutes(10);

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

    /** For the paused destination alone; it is still paused in the next hub on this database. */
    private void fill(Store store, Path folder, int waiting) {
        try (HubUnderTest hub = start(store, folder, List.of(PAUSED))) {
            hub.api().pause(PAUSED);
            for (int sent = 0; sent < waiting; sent += CHUNK) {
                PreSigned events = bench.sign(Math.min(CHUNK, waiting - sent));
                SentTimes times = new SentTimes(events.size());
                bench.load().asFastAsAnswered(hub.contestant().port(), events, times, LONG);
            }
            while (hub.api().inbox() > 0) {
                Pause.millis(POLL_MILLIS);
            }
        }
    }

    private Saturation measure(Store store, Path folder) {
        try (HubUnderTest hub = start(store, folder, HubUnderTest.SHIPPED)) {
            hub.api().pause(PAUSED);
            Saturation.warmUp(bench, hub.contestant(), OTHERS);
            return Saturation.measure(bench, hub.contestant(), OTHERS);
        }
    }

    private HubUnderTest start(Store store, Path folder, List<String> destinations) {
        return HubUnderTest.start(bench.options(), store, folder, bench.receiver(), destinations, List.of());
    }
}
