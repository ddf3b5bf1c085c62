package io.leadhook.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts what the hub is compared with. */
final class Rivals {
    /** Where the baselines post to. */
    static final List<String> DESTINATIONS = List.of("crm", "scoring", "slack");

    static final String ENGINE = "Bare engine";
    static final String STOCK = "Stock Camel";
    static final String ARTEMIS = "ActiveMQ Artemis";

    private Rivals() {}

    /** A Vert.x platform-http route that answers 200 and does nothing else. */
    static Contestant engine(Options options, Path folder) {
        int port = FreePort.find();
        ChildProcess process = ChildProcess.start(
                folder,
                command(options, List.of("-cp", classPath(), BareEngine.class.getName(), Integer.toString(port))),
                Map.of(),
                BareEngine.READY);
        return new Contestant(ENGINE, "none: answers and forgets", port, process, List.of(), List.of());
    }

    /** The application under {@code bench/stock}. */
    static Contestant stock(Options options, Path folder, FastReceiver receiver) {
        int port = FreePort.find();
        ChildProcess process = ChildProcess.start(
                folder,
                command(
                        options,
                        List.of(
                                "-jar",
                                options.home()
                                        .resolve("bench/stock/target/stock.jar")
                                        .toString(),
                                "--server.port=" + port,
                                "--server.address=127.0.0.1",
                                "--crm.url=" + receiver.url("crm"),
                                "--slack.url=" + receiver.url("slack"),
                                "--scoring.url=" + receiver.url("scoring"))),
                Map.of(),
                "Started StockCamel");
        return new Contestant(
                STOCK,
                "a commit per event, not synced (H2's default); retries in memory",
                port,
                process,
                List.of(),
                List.of(folder.resolve("data")));
    }

    /** ActiveMQ Artemis in one process with its HTTP front and its consumers. */
    static Contestant artemis(Options options, Path folder, FastReceiver receiver) {
        int port = FreePort.find();
        ChildProcess process = ChildProcess.start(
                folder,
                command(
                        options,
                        List.of(
                                "-cp",
                                classPath(),
                                ArtemisBaseline.class.getName(),
                                Integer.toString(port),
                                receiver.url(""))),
                Map.of(),
                ArtemisBaseline.READY);
        return new Contestant(
                ARTEMIS,
                "journal synced before each 200; acknowledgements of deliveries synced, not waited for",
                port,
                process,
                List.of(),
                List.of(folder.resolve("data")));
    }

    private static List<String> command(Options options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(options.java()));
        command.addAll(options.javaOptions());
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
