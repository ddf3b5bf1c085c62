package io.leadhook.receive;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the head of every request before any route does, and lets in only what may be a webhook: nothing of the
 * body is read for the others. Runs on the event loops; thread-safe.
 */
final class DoorKeeper implements Handler<RoutingContext> {
    /** A body that is not here by then is not waited for; senders themselves give up sooner. */
    static final Duration BODY_DEADLINE = Duration.ofSeconds(10);

    private final Door door;
    private final BooleanSupplier running;
    private final Sources sources;
    private final ReceiveMetrics metrics;
    private final FailedSignatures failures;
    private final long maxBodySize;

    /** @param running whether the routes can take a request */
    DoorKeeper(
            Door door,
            BooleanSupplier running,
            Sources sources,
            ReceiveMetrics metrics,
            FailedSignatures failures,
            long maxBodySize) {
        this.door = door;
        this.running = running;
        this.sources = sources;
        this.metrics = metrics;
        this.failures = failures;
        this.maxBodySize = maxBodySize;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (!dropQuery(ctx)) {
            return;
        }
        Source source = sources.at(ctx.request().path());
        if (isReady() && Handshake.answered(source, ctx.request())) {
            return;
        }
        Problem problem = problem(source, ctx.request());
        if (problem != null) {
            metrics.received(source, problem.outcome());
            Answers.refuse(ctx, problem);
            return;
        }
        long start = System.nanoTime();
        ctx.addEndHandler(end -> metrics.ingested(Duration.ofNanos(System.nanoTime() - start)));
        limitBodyTime(ctx, source);
        ctx.next();
    }

    /** Answers what failed between the door and the route, such as a body that turned out too large. */
    void failed(RoutingContext ctx) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        Problem problem = switch (ctx.statusCode()) {
            case 413 -> Problem.tooLarge();
            case 400, 417 -> Problem.invalid("The request is not valid HTTP for this port.");
            case BodyReader.NO_ROOM -> Problem.full();
            default -> Problem.notStored();
        };
        metrics.received(sources.at(ctx.request().path()), problem.outcome());
        Answers.refuse(ctx, problem);
    }

    // Camel makes headers of query parameters, also of a second signature. Here nobody looks at the query but the
    // schemes that sign the URL, and they take it from the request itself.
    private static boolean dropQuery(RoutingContext ctx) {
        try {
            ctx.queryParams().clear();
            return true;
        } catch (HttpException malformed) {
            ctx.reroute(ctx.request().method(), String.valueOf(ctx.request().path()));
            return false;
        }
    }

    private boolean isReady() {
        return door.isOpen() && running.getAsBoolean();
    }

    private @Nullable Problem problem(@Nullable Source source, HttpServerRequest request) {
        if (!isReady()) {
            return Problem.notReady();
        }
        if (source == null) {
            return Problem.unknown();
        }
        if (!HttpMethod.POST.equals(request.method())) {
            return Problem.of(405, "Method Not Allowed", "Webhooks are sent by POST.", Outcome.INVALID);
        }
        if (declaredLength(request.headers()) > maxBodySize) {
            return Problem.tooLarge();
        }
        Problem problem =
                isUnsigned(source, request.headers()) ? unsigned(source, request) : mediaType(request.headers());
        return problem == null && door.isFull() ? Problem.full() : problem;
    }

    // Nobody need wait for a body that is not taken, nor for any once the address has sent too many such requests. The
    // others are refused when their body is there, as those with a bad signature are.
    private @Nullable Problem unsigned(Source source, HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        int seconds = failures.secondsToWait(address);
        if (seconds > 0) {
            return Problem.tooManyFailures(seconds);
        }
        return mediaType(request.headers()) == null ? null : failures.failed(source, Verdict.MISSING, address);
    }

    private static boolean isUnsigned(Source source, MultiMap headers) {
        return source.scheme().headers().stream().noneMatch(names -> headers.contains(names.signature()));
    }

    private static @Nullable Problem mediaType(MultiMap headers) {
        if (headers.getAll("content-type").size() > 1) {
            return Problem.invalid("There is more than one Content-Type.");
        }
        if (!headers.getAll("content-encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
            return Problem.unsupported("The body must be sent as it is, without Content-Encoding.");
        }
        return MediaType.isTaken(headers.get("content-type"))
                ? null
                : Problem.unsupported("The body must be JSON in UTF-8; forms and multipart are not taken.");
    }

    private static long declaredLength(MultiMap headers) {
        String length = headers.get("content-length");
        // The decoder has refused anything but digits; more of them than a long has are too many bytes all the same.
        return length == null ? 0 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length.strip());
    }

    private void limitBodyTime(RoutingContext ctx, @Nullable Source source) {
        long timer = ctx.vertx().setTimer(BODY_DEADLINE.toMillis(), expired -> {
            if (!ctx.request().isEnded() && !ctx.response().ended()) {
                metrics.received(source, Outcome.TOO_SLOW);
                Answers.refuse(ctx, Problem.tooSlow());
            }
        });
        ctx.addEndHandler(end -> ctx.vertx().cancelTimer(timer));
    }
}
