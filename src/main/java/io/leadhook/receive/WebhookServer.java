package io.leadhook.receive;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public port. Camel's own server has no setting for timeouts, header sizes and what comes before the routes, and
 * goes on when its port is taken; otherwise this is the same.
 */
final class WebhookServer extends VertxPlatformHttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    private static final int IDLE_SECONDS = 15;
    private static final Duration HEAD_DEADLINE = Duration.ofSeconds(15);
    private static final int MAX_HEAD_BYTES = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_REQUEST_LINE_BYTES = 4 * 1024;
    private static final int BACKLOG = 1_024;

    private final Vertx vertx;
    private final DoorKeeper doorKeeper;
    private final BodyReader bodyReader;
    private final WebhookProperties properties;
    private final HeadDeadline headDeadline;
    private @Nullable Router router;
    private @Nullable HttpServer server;

    WebhookServer(Vertx vertx, DoorKeeper doorKeeper, BodyReader bodyReader, WebhookProperties properties) {
        super(configuration(properties));
        this.vertx = vertx;
        this.doorKeeper = doorKeeper;
        this.bodyReader = bodyReader;
        this.properties = properties;
        this.headDeadline = new HeadDeadline(vertx, HEAD_DEADLINE);
    }

    private static VertxPlatformHttpServerConfiguration configuration(WebhookProperties properties) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setPort(properties.port());
        configuration.setHost(properties.host());
        configuration.setMaxBodySize(properties.maxBodySize().toBytes());
        return configuration;
    }

    @Override
    protected Vertx lookupVertx() {
        return vertx;
    }

    @Override
    protected void initializeServer() {
        Router created = Router.router(vertx);
        created.route().order(Integer.MIN_VALUE).handler(this::enter).failureHandler(doorKeeper::failed);
        // Camel takes a route that is stopped off the router, which would answer 404, and 404 makes senders give up.
        created.route().last().handler(ctx -> ctx.fail(HttpResponseStatus.SERVICE_UNAVAILABLE.code()));
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(properties.port());
        getCamelContext().getRegistry().bind(name, new VertxPlatformHttpRouter(this, vertx, created, name) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return bodyReader;
            }
        });
        router = created;
    }

    @Override
    protected void startServer() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(properties.host())
                .setPort(properties.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setAcceptBacklog(BACKLOG);
        HttpServer created = vertx.createHttpServer(options)
                .connectionHandler(connection -> opened(connection, options))
                .invalidRequestHandler(WebhookServer::refuseInvalid)
                .requestHandler(this::take);
        try {
            server = created.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "leadhook.webhooks.port " + properties.port() + " on " + properties.host()
                            + " cannot be opened; set another one, or stop what uses it",
                    e.getCause());
        }
        LOG.info("Webhooks are received on {}:{}", properties.host(), getPort());
    }

    @Override
    protected void stopServer() {
        HttpServer running = server;
        if (running != null) {
            running.close().toCompletionStage().toCompletableFuture().join();
            server = null;
        }
    }

    /** Nothing: the Vert.x instance is not this server's own. */
    @Override
    protected void stopVertx() {}

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    @Override
    public int getPort() {
        HttpServer running = server;
        return running == null ? properties.port() : running.actualPort();
    }

    private void opened(HttpConnection connection, HttpServerOptions options) {
        headDeadline.opened(connection);
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().replace("httpDecoder", "httpDecoder", new StrictRequestDecoder(options));
        }
    }

    private void take(HttpServerRequest request) {
        headDeadline.arrived(request.connection());
        Router routes = router;
        if (routes == null) {
            Answers.refuse(request, Problem.notReady());
        } else if (!isPath(request.path())
                || !isFramed(request.headers())
                || request.headers().size() > MAX_HEADERS) {
            refuseInvalid(request);
        } else {
            routes.handle(request);
        }
    }

    // The router fails on the others, such as the "*" of OPTIONS.
    private static boolean isPath(@Nullable String path) {
        return path != null && path.startsWith("/");
    }

    // Netty takes what it does not know of for a request without a body, and the body for the next request.
    private static boolean isFramed(MultiMap headers) {
        List<String> encodings = headers.getAll("transfer-encoding");
        boolean known = encodings.isEmpty()
                || encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase("chunked");
        return known && headers.getAll("host").size() <= 1;
    }

    private void enter(RoutingContext ctx) {
        HttpConnection connection = ctx.request().connection();
        ctx.addEndHandler(end -> headDeadline.await(connection));
        doorKeeper.handle(ctx);
    }

    private static void refuseInvalid(HttpServerRequest request) {
        Answers.refuse(request, Problem.invalid("The request is not valid HTTP for this port."));
    }
}
