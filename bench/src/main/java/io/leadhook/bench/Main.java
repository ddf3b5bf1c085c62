package io.leadhook.bench;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures what the command line asks for and writes the report; {@code ./bench/run} builds everything and starts it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Options options = Options.read(List.of(arguments));
        Scale scale = Scale.of(options.quick());
        Report report = new Report(options);
        boolean complete;
        try (LoadGenerator load = new LoadGenerator(scale.connections());
                FastReceiver receiver = new FastReceiver()) {
            complete = measure(new Workbench(options, scale, load, receiver), report);
        }
        Path file = report.write();
        System.out.println("\n" + report + "\nwritten to " + file);
        System.exit(complete ? 0 : 1);
    }

    /** One part that fails does not take the others with it, but the report and the exit code say so. */
    private static boolean measure(Workbench bench, Report report) {
        Map<Options.Part, Consumer<RivalPart>> parts = new EnumMap<>(Options.Part.class);
        parts.put(Options.Part.ENGINE, RivalPart::engine);
        parts.put(Options.Part.HUB_H2, part -> new HubPart(bench, report, null).run());
        parts.put(Options.Part.HUB_POSTGRES, part -> postgres(bench, report));
        parts.put(Options.Part.STOCK, RivalPart::stock);
        parts.put(Options.Part.ARTEMIS, RivalPart::artemis);
        parts.put(Options.Part.JMH, part -> HotPieces.run(bench.options().quick(), report));
        for (Options.Part part : bench.options().parts()) {
            System.out.println("measuring " + part + " …");
            try {
                parts.get(part).accept(new RivalPart(bench, report));
            } catch (RuntimeException | Error e) {
                failed(report, part.toString(), e);
            }
            // What is measured is written down at once, whatever becomes of the rest.
            report.write();
        }
        return report.isComplete();
    }

    /** One step that fails does not take the others with it. */
    static void step(Report report, String name, Runnable measuring) {
        try {
            measuring.run();
        } catch (RuntimeException | Error e) {
            failed(report, name, e);
        }
    }

    private static void failed(Report report, String what, Throwable failure) {
        failure.printStackTrace();
        report.incomplete(what + " has failed: " + failure.getMessage());
    }

    private static void postgres(Workbench bench, Report report) {
        try (PostgresServer server = new PostgresServer(Folders.fresh(bench.options(), "postgres"))) {
            new HubPart(bench, report, server).run();
        }
    }
}
