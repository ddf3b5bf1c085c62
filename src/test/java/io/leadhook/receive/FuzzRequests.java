package io.leadhook.receive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes requests that are almost right. The same seed makes the same ones. Not thread-safe. */
final class FuzzRequests {
    static final String FORGED_BODY = "body changed, signature kept";
    static final String FORGED_SIGNATURE = "signature changed";
    private static final String PATH = "/webhooks/leads";
    private static final List<String> BODIES = List.of(
            event("ID"),
            "{\"event_id\":\"ID\",\"event_type\":\"lead.merged\",\"timestamp\":1700000000,\"payload\":"
                    + "{\"source_lead_id\":\"l1\",\"target_lead_id\":\"l2\"}}",
            "{\"event_id\":\"ID\",\"event_type\":\"lead.deleted\",\"timestamp\":\"1700000000123\",\"payload\":"
                    + "{\"lead_id\":\"l1\",\"metadata\":{}}}",
            "{\"event_id\":\"ID\",\"event_type\":\"lead.scored\",\"timestamp\":\"2026-11-23T10:00:00+01:00\","
                    + "\"sequence\":7,\"payload\":{\"lead_id\":\"l1\",\"score\":1e3,\"contributions\":[[[]]]}}",
            "[{\"a\":1}]",
            "{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}",
            "{\"a\":1e999999999,\"b\":-0.0,\"c\":" + "9".repeat(120) + "}");
    private static final List<String> TOKENS = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\u0000",
            "\\ud800",
            "null",
            "-",
            "1e9999999999",
            "\u0000",
            "\u00ff",
            "\u00c0\u0080",
            "\u00ed\u00a0\u0080",
            "${jndi:x}",
            "{{env:HOME}}",
            "${body}",
            "../",
            "\r\n",
            "'; --");
    private static final List<String> HEADERS = List.of(
            "Transfer-Encoding: chunked",
            "Content-Length: 5",
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            "X-Webhook-Signature: sha256=00",
            "Content-Type: multipart/form-data; boundary=x",
            "Host: a\r\nHost: b",
            "CamelHttpUri: http://evil",
            "CamelHttpResponseCode: 200",
            " folded: 1",
            "X-Nul: a\u0000b",
            ": 1",
            "Content-Type: application/json; charset=utf-16",
            "Upgrade: websocket\r\nConnection: Upgrade");
    private static final List<String> PATHS = List.of(
            "/",
            "*",
            PATH + "?a=%zz",
            PATH + "/..",
            "/webhooks/%00",
            "//webhooks/leads",
            "http://x/webhooks/leads",
            PATH + "#x",
            "/webhooks/{source}",
            PATH + "?" + "a=b&".repeat(500),
            "/webhooks/" + "a".repeat(5_000));
    private static final List<String> METHODS = List.of("GET", "PUT", "PRI", "CONNECT", "POST ", "post", "", "HEAD");

    private final Random random;
    private final Mac mac;
    private long number;

    /** @param kind what was done to it */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Request(String kind, byte[] bytes) {}

    FuzzRequests(long seed, String secret) {
        random = new Random(seed);
        mac = mac(secret);
        number = seed * 10_000_000;
    }

    static String event(String id) {
        return "{\"event_id\":\"" + id + "\",\"event_type\":\"lead.created\",\"timestamp\":\"2026-11-23T10:00:00Z\","
                + "\"payload\":{\"lead\":{\"id\":\"fuzz\",\"email\":\"ada@example.com\"}}}";
    }

    static byte[] signed(String secret, byte[] body) {
        return request("POST", PATH, "X-Webhook-Signature: " + signature(mac(secret), body), body);
    }

    Request withSoundHead() {
        byte[] body = pick(BODIES).replace("ID", "f" + number++).getBytes(StandardCharsets.UTF_8);
        String right = signature(mac, body);
        int dice = random.nextInt(100);
        if (dice < 25) {
            byte[] changed = changed(body);
            return post("body changed, signed again", "X-Webhook-Signature: " + signature(mac, changed), changed);
        }
        if (dice < 65) {
            byte[] changed = changed(body);
            // A repeat and a cut may undo each other.
            String kind = Arrays.equals(changed, body) ? "nothing changed" : FORGED_BODY;
            return post(kind, "X-Webhook-Signature: " + right, changed);
        }
        if (dice < 98) {
            String wrong = new String(clean(changed(RawHttp.ascii(right))), StandardCharsets.ISO_8859_1);
            // Hex digits mean the same in upper case, and blanks around a header's value are not part of it.
            String kind = wrong.strip().equalsIgnoreCase(right) ? "signature in other letters" : FORGED_SIGNATURE;
            return post(kind, "X-Webhook-Signature: " + wrong, body);
        }
        return post("nothing changed", "X-Webhook-Signature: " + right, body);
    }

    Request withSpoiltHead() {
        byte[] body = event("h" + number++).getBytes(StandardCharsets.UTF_8);
        String header = "X-Webhook-Signature: " + signature(mac, body);
        return switch (random.nextInt(4)) {
            case 0 -> new Request("head: method", request(pick(METHODS), PATH, header, body));
            case 1 -> new Request("head: path", request("POST", pick(PATHS), header, body));
            case 2 -> new Request("head: header", request("POST", PATH, pick(HEADERS) + "\r\n" + header, body));
            default -> new Request("head: bytes", changed(request("POST", PATH, header, body)));
        };
    }

    private static Request post(String kind, String header, byte[] body) {
        return new Request(kind, request("POST", PATH, header, body));
    }

    private static byte[] request(String method, String path, String header, byte[] body) {
        byte[] head = RawHttp.ascii(method + " " + path + " HTTP/1.1\r\nHost: hub\r\n" + header + "\r\nContent-Length: "
                + body.length + "\r\n\r\n");
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** One to four changes: a bit, a byte, a cut, a repeat, or a token of the languages involved. */
    private byte[] changed(byte[] original) {
        byte[] bytes = original;
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(12));
            bytes = switch (random.nextInt(5)) {
                case 0 -> spliced(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
                case 1 -> spliced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                case 2 -> spliced(bytes, at, end, new byte[0]);
                case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                default -> spliced(bytes, at, at, RawHttp.ascii(pick(TOKENS)));
            };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /** Without what would end the header or spoil the head. */
    private static byte[] clean(byte[] value) {
        byte[] cleaned = value.clone();
        for (int i = 0; i < cleaned.length; i++) {
            if (cleaned[i] < ' ' || cleaned[i] == 0x7f) {
                cleaned[i] = cleaned[i] < 0 ? cleaned[i] : (byte) '_';
            }
        }
        return cleaned;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String signature(Mac mac, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "any"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
