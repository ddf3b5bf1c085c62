package io.leadhook.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The admin API of a hub, asked over HTTP as its administrator. Thread-safe. */
public final class AdminApi {
    public static final String PASSWORD = "a-password-for-tests";

    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    public AdminApi(int port) {
        this.url = "http://127.0.0.1:" + port;
    }

    public String url() {
        return url;
    }

    public JsonNode reconciliation() {
        return get("/api/reconciliation");
    }

    /** The sums while an event is in the inbox or a delivery has not come to its end; nothing at rest. */
    public Optional<JsonNode> unrest() {
        JsonNode now = reconciliation();
        long unfinished = now.path("in_inbox").asLong();
        for (JsonNode destination : now.path("deliveries")) {
            for (String state : List.of("pending", "in_flight", "retrying")) {
                unfinished += destination.path(state).asLong();
            }
        }
        return unfinished == 0 ? Optional.empty() : Optional.of(now);
    }

    public JsonNode destination(String name) {
        for (JsonNode item : get("/api/destinations").path("items")) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        throw new IllegalStateException("no destination " + name);
    }

    /** One delivery, as {@code GET /api/events} shows it; missing while there is none. */
    public JsonNode delivery(String eventId, String destination) {
        for (JsonNode delivery :
                get("/api/events?event_id=" + eventId).path("items").path(0).path("deliveries")) {
            if (delivery.path("destination").asText().equals(destination)) {
                return delivery;
            }
        }
        return json.missingNode();
    }

    /**
     * Asks for something to be done.
     *
     * @return the answer's body
     * @throws IllegalStateException if the answer is not 2xx, or does not come
     */
    public JsonNode post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + CREDENTIALS)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("POST " + path + " was answered " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("POST " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Asks for a resource.
     *
     * @throws IllegalStateException if the answer is not 200
     */
    public JsonNode get(String path) {
        try {
            return json.readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same, as it is.
     *
     * @throws IllegalStateException if the answer is not 200
     */
    public String text(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + CREDENTIALS)
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("GET " + path + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
