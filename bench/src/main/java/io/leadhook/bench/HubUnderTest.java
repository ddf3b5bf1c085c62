package io.leadhook.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hub as its image runs it, prepared by {@code bin/fast-start}, with the shipped configuration and routes. */
final class HubUnderTest implements AutoCloseable {
    /** In the report, before the name of its database. */
    static final String NAME = "Leadhook on ";

    /** The three destinations that are shipped; Slack gets digests. */
    static final List<String> SHIPPED = List.of("crm", "scoring", "slack");

    /** Three destinations with one call per event each, as the baselines have them. */
    static final List<String> PLAIN = List.of("crm", "plain", "scoring");

    private static final Map<String, String> ADDRESSES =
            Map.of("crm", "CRM_URL", "scoring", "SCORING_URL", "slack", "SLACK_WEBHOOK_URL", "plain", "PLAIN_URL");

    private final Contestant contestant;
    private final HubApi api;

    private HubUnderTest(Contestant contestant, HubApi api) {
        this.contestant = contestant;
        this.api = api;
    }

    /**
     * Starts one.
     *
     * @param folder to run in; it has its data from the last start, if there was one
     * @param destinations that have an address; the others are off
     * @param jvmOptions on top of those that all contestants get
     */
    static HubUnderTest start(
            Options options,
            Store store,
            Path folder,
            FastReceiver receiver,
            List<String> destinations,
            List<String> jvmOptions) {
        Folders.copy(options.home().resolve("application.yaml"), folder.resolve("application.yaml"));
        Folders.copy(options.home().resolve("routes"), folder.resolve("routes"));
        Folders.copy(options.home().resolve("bench/routes"), folder.resolve("routes/destinations"));
        int webhooks = FreePort.find();
        int admin = FreePort.find();
        Map<String, String> keys = new LinkedHashMap<>(store.keys());
        keys.put("leadhook.webhooks.port", Integer.toString(webhooks));
        keys.put("leadhook.webhooks.host", "127.0.0.1");
        keys.put("server.port", Integer.toString(admin));
        keys.put("slack.rate-per-second", "1000");
        keys.put("slack.batch", "100");
        // A backlog is meant here, and the disk is not what is measured.
        keys.put("leadhook.webhooks.inbox-high-water", "10000000");
        List<String> command = new ArrayList<>(List.of(options.java()));
        command.addAll(options.javaOptions());
        command.addAll(jvmOptions);
        command.addAll(options.hub());
        keys.forEach((key, value) -> command.add("--" + key + "=" + value));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LEADS_WEBHOOK_SECRET", PreSigned.SECRET);
        environment.put("LEADHOOK_ADMIN_PASSWORD", HubApi.PASSWORD);
        destinations.forEach(name -> environment.put(ADDRESSES.get(name), receiver.url(name)));
        ChildProcess process = ChildProcess.start(folder, command, environment, "Leadhook is ready");
        List<Path> data = new ArrayList<>(store.folders());
        data.add(folder.resolve("data"));
        Contestant contestant =
                new Contestant(NAME + store.name(), store.durability(), webhooks, process, store.helpers(), data);
        return new HubUnderTest(contestant, new HubApi(admin));
    }

    Contestant contestant() {
        return contestant;
    }

    HubApi api() {
        return api;
    }

    @Override
    public void close() {
        contestant.close();
    }
}
