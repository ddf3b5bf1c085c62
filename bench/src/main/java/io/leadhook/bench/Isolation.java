package io.leadhook.bench;

import io.leadhook.bench.FastReceiver.Behaviour;
import io.leadhook.bench.FastReceiver.Dead;
import io.leadhook.bench.FastReceiver.Prompt;
import io.leadhook.bench.FastReceiver.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one destination's trouble, or one lead's, does to the others; each time with a hub and a database of its own. */
final class Isolation {
    private static final List<String> OTHERS = List.of("scoring", "slack");

    private final Workbench bench;
    private final Report report;
    private final @Nullable PostgresServer server;

    Isolation(Workbench bench, Report report, @Nullable PostgresServer server) {
        this.bench = bench;
        this.report = report;
        this.server = server;
    }

    void run(int perSecond) {
        measure("crm is dead: closes each connection", perSecond, new Dead(), 0, OTHERS);
        measure("crm answers after 2 s", perSecond, new Slow(Duration.ofSeconds(2)), 0, OTHERS);
        int many = bench.scale().oneLead();
        measure("one lead has " + many + " events", perSecond, new Prompt(), many, HubUnderTest.SHIPPED);
    }

    private static String ratios(Map<String, Percentiles> disturbed, Map<String, Percentiles> calm) {
        return disturbed.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + Table.number(entry.getValue().p99()
                                / calm.get(entry.getKey()).p99()))
                .collect(Collectors.joining(", "));
    }

    /** The same hub just before and meanwhile, for the speed of a machine may change within minutes. */
    private void measure(String trouble, int perSecond, Behaviour crm, int ofOneLead, List<String> watched) {
        bench.say("trouble: " + trouble);
        Path folder = Folders.fresh(bench.options(), "isolation");
        Store store = Store.empty(server);
        try (HubUnderTest hub =
                HubUnderTest.start(bench.options(), store, folder, bench.receiver(), HubUnderTest.SHIPPED, List.of())) {
            Contestant contestant = hub.contestant();
            Saturation.warmUpShortly(bench, contestant, HubUnderTest.SHIPPED);
            Map<String, Percentiles> calm = delivered(contestant, perSecond, watched);
            bench.receiver().behave("crm", crm);
            if (ofOneLead > 0) {
                bench.load()
                        .asFastAsAnswered(
                                contestant.port(),
                                PreSigned.ofOneLead(ofOneLead),
                                new SentTimes(ofOneLead),
                                Duration.ofMinutes(10));
            }
            Map<String, Percentiles> disturbed = delivered(contestant, perSecond, watched);
            report.isolation(contestant, trouble, disturbed, calm);
            report.figure("p99 of the others × just before: " + trouble, store, () -> ratios(disturbed, calm));
        } finally {
            bench.receiver().behave("crm", new Prompt());
        }
        Folders.delete(folder);
    }

    private Map<String, Percentiles> delivered(Contestant contestant, int perSecond, List<String> destinations) {
        return SteadyLoad.measure(bench, contestant, destinations, perSecond).delivered();
    }
}
