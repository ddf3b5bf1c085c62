package io.leadhook.inbox;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.ThreadPoolProfileBuilder;

/**
 * Threads for the steps of a route that takes requests and does not wait: as few as there are processors, since each
 * more is woken for nothing. If so many requests wait that a step of an edited route must be blocking, there are more.
 */
public final class RequestThreads {
    private static final int FEWEST = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MOST = 64;
    private static final int WAITING = 100;

    private RequestThreads() {}

    /**
     * Starts threads that {@code owner} has to end. If all are busy and {@value #WAITING} requests wait, whoever has one
     * more runs it by itself.
     */
    public static ExecutorService start(Endpoint endpoint, Object owner, String name) {
        CamelContext context = endpoint.getCamelContext();
        return context.getExecutorServiceManager()
                .newThreadPool(
                        owner,
                        name,
                        new ThreadPoolProfileBuilder(name)
                                .poolSize(FEWEST)
                                .maxPoolSize(Math.max(FEWEST, MOST))
                                .maxQueueSize(WAITING)
                                .build());
    }
}
