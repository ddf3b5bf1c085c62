package io.leadhook.demo;

import com.sun.net.httpserver.HttpExchange;
import io.leadhook.demo.StandIns.Answer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A CRM with bad days: of a lead that is called "flaky" it refuses each event twice with 503 (a retry helps), of one that
 * is called "broken" it refuses all with 422 (only mending it helps). Thread-safe.
 */
final class StandInCrm {
    private static final int BAD_MOMENTS = 2;

    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private volatile boolean mended;

    Answer answer(HttpExchange request, String body) {
        String subject = request.getRequestURI() + " " + body;
        if (subject.contains("broken") && !mended) {
            return new Answer(422, "{\"error\":\"this CRM cannot read the lead; POST /mend mends it\"}");
        }
        if (subject.contains("flaky") && refusedBefore(request) < BAD_MOMENTS) {
            return new Answer(503, "{\"error\":\"busy, try again\"}");
        }
        return new Answer(200, "{\"ok\":true}");
    }

    private int refusedBefore(HttpExchange request) {
        String event = Objects.requireNonNullElse(request.getRequestHeaders().getFirst("Idempotency-Key"), "");
        return refusals.merge(event, 1, Integer::sum) - 1;
    }

    Answer mend() {
        mended = true;
        return new Answer(200, "The CRM is mended. Now replay its dead letters.\n");
    }
}
