package io.leadhook.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole HTTP requests, written and signed before the clock runs, each with an event of its own. The id of an event ends
 * in its index, so that a receiver can tell when it was sent. Immutable.
 */
final class PreSigned {
    static final String SECRET = "a-secret-for-benchmarks-only";

    private static final int EVENTS_PER_LEAD = 5;
    private static final int LEADS_PER_CONNECTION = 4;
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final String run = Long.toString(System.currentTimeMillis(), 36) + "x" + RUNS.incrementAndGet();
    private final byte[][] requests;

    private PreSigned(int count) {
        this.requests = new byte[count][];
    }

    /**
     * Leads with five events each, a creation and four changes. The events of a lead are apart from each other, as in
     * life, and {@code index % connections} is the same for all of them: what one connection sends comes in order.
     */
    static PreSigned interleaved(int count, int connections) {
        int leads = connections * LEADS_PER_CONNECTION;
        int block = leads * EVENTS_PER_LEAD;
        PreSigned signed = new PreSigned(count);
        Mac mac = mac();
        for (int i = 0; i < count; i++) {
            int nth = i % block / leads + 1;
            signed.requests[i] =
                    signed.request(mac, i, i / block * leads + i % leads, nth, "\"sequence\":" + nth + ",");
        }
        return signed;
    }

    /** All of one lead, of the same second and without numbers, so that none of them counts as late or early. */
    static PreSigned ofOneLead(int count) {
        PreSigned signed = new PreSigned(count);
        Mac mac = mac();
        for (int i = 0; i < count; i++) {
            signed.requests[i] = signed.request(mac, i, 0, 1, "");
        }
        return signed;
    }

    private byte[] request(Mac mac, int index, int lead, int nth, String sequence) {
        String type = nth == 1 ? "lead.created" : "lead.updated";
        String changes =
                nth == 1 ? "" : ",\"changes\":{\"score\":{\"old\":" + (80 + nth) + ",\"new\":" + (81 + nth) + "}}";
        byte[] body = """
                {"event_id":"%s","event_type":"%s","timestamp":"2026-11-23T10:00:0%dZ","api_version":"2026-01-01",%s\
                "payload":{"lead":{"id":"%s-%d","email":"ada.lovelace@example.com","score":%d,"first_name":"Ada",\
                "last_name":"Lovelace","company":"Analytical Engines Ltd","phone":"+44 20 7946 0018","country":"GB",\
                "source":"trade fair","notes":"Wants a call back next week about the larger machine."}%s}}""".formatted(EventIds.of(run, index), type, nth, sequence, run, lead, 81 + nth, changes)
                .getBytes(StandardCharsets.UTF_8);
        byte[] head = """
                POST /webhooks/leads HTTP/1.1\r
                Host: 127.0.0.1\r
                Content-Type: application/json\r
                X-Webhook-Signature: sha256=%s\r
                Content-Length: %d\r
                \r
                """.formatted(HexFormat.of().formatHex(mac.doFinal(body)), body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    byte[] request(int index) {
        return requests[index];
    }

    int size() {
        return requests.length;
    }

    /** What the ids of these events have in common. */
    String run() {
        return run;
    }
}
