package io.leadhook.testing;

import io.leadhook.Leadhook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole hub in this process, with its own data folder and free ports; real in every part. */
public final class Hub implements AutoCloseable {
    public static final String SECRET = "a-secret-for-tests-only";

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final int webhooksPort = FreePort.find();
    private final int adminPort = FreePort.find();
    private final AdminApi api = new AdminApi(adminPort);
    private @Nullable ConfigurableApplicationContext context;

    public Hub(Path dataDir) {
        with("leadhook.data-dir", dataDir.toAbsolutePath().toString());
        with("leadhook.webhooks.port", String.valueOf(webhooksPort));
        with("leadhook.webhooks.host", "127.0.0.1");
        with("server.port", String.valueOf(adminPort));
        with("leadhook.admin.password", AdminApi.PASSWORD);
        with("LEADS_WEBHOOK_SECRET", SECRET);
        with("spring.jmx.enabled", "false");
    }

    public Hub with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** Instead of the file in its data folder. */
    public Hub on(TestDatabase database) {
        return with("spring.datasource.url", database.url())
                .with("spring.datasource.username", database.username())
                .with("spring.datasource.password", database.password());
    }

    public Hub start() {
        context = new SpringApplicationBuilder(Leadhook.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
        return this;
    }

    public <T> T bean(Class<T> type) {
        return running().getBean(type);
    }

    public String webhooksUrl() {
        return "http://127.0.0.1:" + webhooksPort + "/webhooks/leads";
    }

    /** The private port. */
    public String adminUrl() {
        return "http://127.0.0.1:" + adminPort;
    }

    public AdminApi api() {
        return api;
    }

    /** Everything still waits in its data folder for the next {@link #start}. */
    public void stop() {
        running().close();
    }

    private ConfigurableApplicationContext running() {
        return Objects.requireNonNull(context, "the hub has not been started");
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
