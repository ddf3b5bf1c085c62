package io.leadhook.receive;

import io.leadhook.trace.Traces;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/** Camel's Vert.x engine, with a {@link GuardProcessor} around every route that it serves. Thread-safe. */
final class GuardedEngine implements PlatformHttpEngine, CamelContextAware {
    private final VertxPlatformHttpEngine engine = new VertxPlatformHttpEngine();
    private final Sources sources;
    private final ReceiveMetrics metrics;
    private final FailureLog log;
    private final Traces traces;

    GuardedEngine(CamelContext context, Sources sources, ReceiveMetrics metrics, FailureLog log, Traces traces) {
        this.sources = sources;
        this.metrics = metrics;
        this.log = log;
        this.traces = traces;
        engine.setCamelContext(context);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor route) {
        GuardProcessor guard =
                new GuardProcessor(AsyncProcessorConverterHelper.convert(route), sources, metrics, log, traces);
        return new WebhookConsumer(
                endpoint, guard, VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort()));
    }

    @Override
    public int getServerPort() {
        return engine.getServerPort();
    }

    @Override
    public void setCamelContext(CamelContext context) {
        engine.setCamelContext(context);
    }

    @Override
    public CamelContext getCamelContext() {
        return engine.getCamelContext();
    }
}
