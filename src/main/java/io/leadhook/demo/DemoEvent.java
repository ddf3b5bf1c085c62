package io.leadhook.demo;

import io.leadhook.receive.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A synthetic event as a lead system would post it, with the headers that sign it. Immutable. */
record DemoEvent(String body, Map<String, String> headers) {
    private static final String SOURCE = "leads";

    /** @param run part of the ids, so that each start of the demo makes new events */
    static DemoEvent created(String run, String name, int score, String timestamp, Signer signer) {
        String id = name.toLowerCase(Locale.ROOT);
        String body = """
                {"event_id":"evt_demo_%s_%s","event_type":"lead.created","timestamp":"%s","payload":{"lead":\
                {"id":"lead_%s_%s","name":"%s Example","email":"%s@example.com","score":%d}}}""".formatted(run, id, timestamp, id, run, name, id, score);
        return new DemoEvent(body, signer.headers(SOURCE, body.getBytes(StandardCharsets.UTF_8)));
    }

    String curl(String url) {
        return headers.entrySet().stream()
                .map(header -> "-H '" + header.getKey() + ": " + header.getValue() + "' ")
                .collect(Collectors.joining("", "curl -i " + url + " ", "-d '" + body + "'"));
    }
}
