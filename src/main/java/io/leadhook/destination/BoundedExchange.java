package io.leadhook.destination;

import io.leadhook.delivery.AttemptDeadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * One HTTP request and its answer, within the attempt's deadline and the largest sizes. It stands first in the client's
 * chain, so it also counts the bytes that a compressed answer unfolds to. Thread-safe.
 */
final class BoundedExchange implements ExecChainHandler {
    /** An answer that is read for its meaning. */
    static final int LARGEST_ANSWER = 1024 * 1024;
    /** An error is read for a person's eyes; what is longer is cut. */
    static final int LARGEST_ERROR = 16 * 1024;

    private final ScheduledExecutorService timer;
    private final Duration timeout;

    BoundedExchange(ScheduledExecutorService timer, Duration timeout) {
        this.timer = timer;
        this.timeout = timeout;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Duration remaining = AttemptDeadline.remaining(timeout);
        if (remaining.isNegative() || remaining.isZero()) {
            throw new SocketTimeoutException("no time was left for this request of the attempt");
        }
        Cutoff cutoff = new Cutoff(timer, remaining, () -> abort(scope));
        boolean answered = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(bounded(entity, response.getCode(), cutoff));
                answered = true;
            }
            return response;
        } catch (IOException failure) {
            throw cutoff.explain(failure);
        } finally {
            if (!answered) {
                cutoff.disarm();
            }
        }
    }

    private static HttpEntity bounded(HttpEntity entity, int status, Cutoff cutoff) {
        return status < 300
                ? new BoundedEntity(entity, LARGEST_ANSWER, false, cutoff)
                : new BoundedEntity(entity, LARGEST_ERROR, true, cutoff);
    }

    /** Works at every stage: while it waits for a connection, connects, sends, and reads. */
    private static void abort(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        } else {
            scope.execRuntime.discardEndpoint();
        }
    }
}
