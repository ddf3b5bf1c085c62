package io.leadhook.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A lead system: signs events and posts them, and remembers which ones the hub has promised to keep. Thread-safe. */
public final class Sender {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<URI> urls;
    private final SecretKeySpec key = new SecretKeySpec(Hub.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Long> firstSent = new ConcurrentHashMap<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param urls the whole URL of the source on each replica, which take turns as behind a load balancer */
    public Sender(String... urls) {
        this.urls = Stream.of(urls).map(URI::create).toList();
    }

    /** Posts it once; whether it was answered 200. Refused connections, resets and 503 are all the same to a sender. */
    public boolean post(SentEvent event) {
        firstSent.putIfAbsent(event.eventId(), System.nanoTime());
        byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(urls.get(Math.floorMod(turn.getAndIncrement(), urls.size())))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("X-Webhook-Signature", "sha256=" + signature(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                answers.incrementAndGet();
                acknowledged.putIfAbsent(event.eventId(), System.nanoTime());
                return true;
            }
            if (status != 503) {
                throw new IllegalStateException(event.eventId() + " was answered " + status);
            }
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The ids of the events that were answered 200. */
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged.keySet());
    }

    public int acknowledgedCount() {
        return acknowledged.size();
    }

    /** How many requests were answered 200; more than {@link #acknowledged} where events were sent again. */
    public long answers() {
        return answers.get();
    }

    /** When the event was first sent, by {@link System#nanoTime}. */
    public long sentAtNanos(String eventId) {
        Long at = firstSent.get(eventId);
        if (at == null) {
            throw new IllegalArgumentException(eventId + " was never sent");
        }
        return at;
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
