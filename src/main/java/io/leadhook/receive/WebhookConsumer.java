package io.leadhook.receive;

import io.leadhook.inbox.RequestThreads;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Camel's Vert.x consumer, but no thread waits while an event is synced to disk. Camel's own keeps a worker for each
 * request until its exchange is done: two more changes of threads per request, and no more requests under way than
 * there are workers, so no larger group of appends. Thread-safe.
 */
final class WebhookConsumer extends VertxPlatformHttpConsumer {
    private final GuardProcessor guard;
    private final RequestThreads workers;

    WebhookConsumer(PlatformHttpEndpoint endpoint, GuardProcessor guard, String router) {
        super(endpoint, guard, List.of(), router);
        this.guard = guard;
        this.workers = new RequestThreads(endpoint, "webhooks");
    }

    @Override
    protected void doStart() throws Exception {
        workers.start();
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        workers.stop();
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        // What the door let in before this route was stopped, or while it is suspended over JMX.
        if (isSuspended() || !workers.isStarted()) {
            ctx.fail(HttpResponseStatus.SERVICE_UNAVAILABLE.code());
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        processHttpRequest(exchange, ctx);
        Context eventLoop = ctx.vertx().getOrCreateContext();
        workers.execute(() -> process(exchange, ctx, eventLoop));
    }

    /** The body and nothing else: what the route may see of the head, {@link GuardProcessor} lets in. */
    @Override
    protected Future<Void> populateCamelMessage(RoutingContext ctx, Exchange exchange, Message message) {
        Buffer body = ctx.body().buffer();
        message.setBody(body == null ? null : body.getBytes());
        return Future.succeededFuture();
    }

    private void process(Exchange exchange, RoutingContext ctx, Context eventLoop) {
        try {
            createUoW(exchange);
            guard.process(exchange, doneSync -> eventLoop.runOnContext(now -> answer(ctx.response(), exchange)));
        } catch (Exception | LinkageError | StackOverflowError e) {
            getExceptionHandler().handleException("A webhook could not be processed", e);
            eventLoop.runOnContext(now -> ctx.fail(e));
            done(exchange);
        }
    }

    private void answer(HttpServerResponse response, Exchange exchange) {
        if (!response.ended() && !response.closed()) {
            Message answer = exchange.getMessage();
            response.setStatusCode(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class));
            copy(answer, Exchange.CONTENT_TYPE, response);
            copy(answer, GuardProcessor.RETRY_AFTER, response);
            byte[] body = answer.getBody(byte[].class);
            response.end(body == null ? Buffer.buffer() : Buffer.buffer(body));
        }
        done(exchange);
    }

    private static void copy(Message answer, String header, HttpServerResponse response) {
        Object value = answer.getHeader(header);
        if (value != null) {
            response.putHeader(header, value.toString());
        }
    }

    private void done(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }
}
