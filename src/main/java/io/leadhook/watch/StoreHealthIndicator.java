package io.leadhook.watch;

import io.leadhook.store.Database;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the store answers in time, and its disk confirms what was written. Part of the readiness: without its store the hub can promise nothing, so it should
 * get no webhooks.
 */
@Component
class StoreHealthIndicator extends AbstractHealthIndicator implements DisposableBean {
    private static final int SECONDS = 2;

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "store-health");
        thread.setDaemon(true);
        return thread;
    });
    private final JdbcClient jdbc;
    private final Database database;
    private @Nullable Future<?> question;

    StoreHealthIndicator(JdbcClient jdbc, Database database) {
        super("The store does not answer");
        this.jdbc = jdbc;
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        try {
            ask().get(SECONDS, TimeUnit.SECONDS);
            builder.up();
        } catch (TimeoutException late) {
            builder.down().withDetail("error", "no answer within " + SECONDS + " s");
        }
    }

    /** A question that hangs is not asked again by each probe, or the probes would use up the pool. */
    private synchronized Future<?> ask() {
        if (question == null || question.isDone()) {
            question = executor.submit(() -> {
                jdbc.sql("select 1").query(Integer.class).single();
                database.sync();
            });
        }
        return question;
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
