package io.leadhook.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A synthetic event as a lead system would post it, with its signature. Immutable. */
record DemoEvent(String body, String signature) {
    /** @param run part of the ids, so that each start of the demo makes new events */
    static DemoEvent created(String run, String name, int score, String timestamp, String secret) {
        String id = name.toLowerCase(Locale.ROOT);
        String body = """
                {"event_id":"evt_demo_%s_%s","event_type":"lead.created","timestamp":"%s","payload":{"lead":\
                {"id":"lead_%s_%s","name":"%s Example","email":"%s@example.com","score":%d}}}""".formatted(run, id, timestamp, id, run, name, id, score);
        return new DemoEvent(body, sign(body, secret));
    }

    String curl(String url) {
        return "curl -i " + url + " -H 'Content-Type: application/json' -H 'X-Webhook-Signature: " + signature
                + "' -d '" + body + "'";
    }

    private static String sign(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
