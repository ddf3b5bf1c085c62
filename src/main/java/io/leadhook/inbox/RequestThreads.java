package io.leadhook.inbox;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads for the steps of a route that takes requests and does not wait: as few as there are processors, since each
 * more is woken for nothing. If so many requests wait that a step of an edited route must be blocking, there are more.
 * If all are busy and {@value #WAITING} requests wait, whoever has one more runs it by itself. To be started and stopped
 * by what uses it. Thread-safe.
 */
public final class RequestThreads extends ServiceSupport implements Executor {
    private static final int FEWEST = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MOST = 64;
    private static final int WAITING = 100;

    private final ExecutorServiceManager executors;
    private final String name;
    private volatile @Nullable ExecutorService threads;

    public RequestThreads(Endpoint endpoint, String name) {
        this.executors = endpoint.getCamelContext().getExecutorServiceManager();
        this.name = name;
    }

    @Override
    protected void doStart() {
        threads = executors.newThreadPool(
                this,
                name,
                new ThreadPoolProfileBuilder(name)
                        .poolSize(FEWEST)
                        .maxPoolSize(Math.max(FEWEST, MOST))
                        .maxQueueSize(WAITING)
                        .build());
    }

    /** What was given to them is done first. */
    @Override
    protected void doStop() {
        executors.shutdownGraceful(requireNonNull(threads));
    }

    /** @throws NullPointerException before the start */
    @Override
    public void execute(Runnable step) {
        requireNonNull(threads, name).execute(step);
    }
}
