package io.leadhook.receive;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Waits for the body of a request. Vert.x's own body handler keeps whatever comes up to the largest size; this one keeps
 * it within the {@link BodyBudget} of all requests, until the request is answered. It knows no forms and no files, which
 * do not come through the door. Runs on the event loops; thread-safe.
 */
final class BodyReader implements Handler<RoutingContext> {
    /** "Insufficient storage"; never sent, since the door makes 503 of it. */
    static final int NO_ROOM = 507;

    private static final int FIRST_BYTES = 1_024;

    private final BodyBudget budget;
    private final long maxBodySize;

    BodyReader(BodyBudget budget, long maxBodySize) {
        this.budget = budget;
        this.maxBodySize = maxBodySize;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String expected = request.getHeader("Expect");
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            ctx.fail(HttpResponseStatus.EXPECTATION_FAILED.code());
            return;
        }
        Body body = new Body(ctx);
        ctx.addEndHandler(ended -> body.release());
        request.handler(body::keep).endHandler(end -> body.complete()).exceptionHandler(body::fail);
        if (expected != null && request.version() != HttpVersion.HTTP_1_0) {
            ctx.response().writeContinue();
        }
    }

    /** What has come of one body; on the event loop of its connection only. */
    private final class Body {
        private final Buffer bytes = Buffer.buffer(FIRST_BYTES);
        private final RoutingContext ctx;

        Body(RoutingContext ctx) {
            this.ctx = ctx;
        }

        void keep(Buffer more) {
            if (bytes.length() + more.length() > maxBodySize) {
                ctx.fail(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code());
            } else if (!budget.take(more.length())) {
                ctx.fail(NO_ROOM);
            } else {
                bytes.appendBuffer(more);
            }
        }

        void complete() {
            if (!ctx.failed()) {
                ((RoutingContextInternal) ctx).setBody(bytes);
                ctx.next();
            }
        }

        void fail(Throwable failure) {
            if (failure instanceof DecoderException) {
                ctx.fail(HttpResponseStatus.BAD_REQUEST.code(), failure);
            } else {
                ctx.fail(failure);
            }
        }

        void release() {
            budget.release(bytes.length());
        }
    }
}
