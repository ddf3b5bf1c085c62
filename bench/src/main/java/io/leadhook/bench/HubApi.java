package io.leadhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The private port of a hub under test. */
final class HubApi {
    static final String PASSWORD = "a-password-for-benchmarks";

    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final double MEGABYTE = 1024 * 1024;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    HubApi(int port) {
        this.port = port;
    }

    void pause(String destination) {
        send(request("/api/destinations/" + destination + "/pause").POST(BodyPublishers.noBody()));
    }

    /** What the heap holds now, in megabytes; ask for a collection before. */
    double heapMegabytes() {
        return metric("jvm_memory_used_bytes", "area=\"heap\"") / MEGABYTE;
    }

    private double metric(String name, String label) {
        return send(request("/actuator/prometheus").GET())
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + CREDENTIALS);
    }

    private String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(request + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
