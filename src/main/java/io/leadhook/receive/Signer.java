package io.leadhook.receive;

import io.leadhook.receive.SignatureScheme.HeaderNames;
import io.leadhook.receive.SignatureScheme.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Signs a body as its source would: for trying out a configuration, for demos and tests. With several secrets the first
 * one signs. Thread-safe.
 */
public final class Signer {
    private final Sources sources;
    private final String publicUrl;
    private final Clock clock;

    private Signer(Sources sources, String publicUrl, Clock clock) {
        this.sources = sources;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * A signer for the enabled sources of this configuration.
     *
     * @throws IllegalArgumentException if a source is not safe to open; the message names the key and the way out
     */
    public static Signer of(SourcesProperties sources, WebhookProperties webhooks, Clock clock) {
        return of(Sources.of(sources, webhooks, clock), webhooks, clock);
    }

    /** A signer for these sources, whatever they become. */
    static Signer of(Sources sources, WebhookProperties webhooks, Clock clock) {
        return new Signer(sources, Objects.requireNonNullElse(webhooks.publicUrl(), ""), clock);
    }

    /**
     * The headers that make this body a genuine webhook of the source, at this moment.
     *
     * @throws IllegalArgumentException if there is no such source, or it signs with a private key that only it has
     */
    public Map<String, String> headers(String source, byte[] body) {
        Source found = sources.at(Sources.PATH + source);
        if (found == null) {
            throw new IllegalArgumentException("there is no enabled source '" + source + "'; there are "
                    + sources.all().stream().map(Source::name).toList());
        }
        SignatureScheme scheme = found.scheme();
        HeaderNames names = scheme.headers().get(0);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        VerificationKey key = found.secrets().get(0).key();
        if (key instanceof VerificationKey.Token token) {
            headers.put(names.signature(), token.header());
        } else if (key instanceof VerificationKey.Hmac hmac) {
            sign(found, hmac, body, headers);
        } else {
            throw new IllegalArgumentException("the source '" + source
                    + "' signs with a private key that only the sender has; leadhook.sources." + source
                    + ".secrets is its public key");
        }
        return headers;
    }

    private void sign(Source source, VerificationKey.Hmac hmac, byte[] body, Map<String, String> headers) {
        SignatureScheme scheme = source.scheme();
        HeaderNames names = scheme.headers().get(0);
        Timestamp signed = scheme.timestamp();
        String timestamp = signed == null ? "" : signed.unit().format(clock.millis());
        String id = names.id() == null
                ? ""
                : "msg_" + UUID.nameUUIDFromBytes(body).toString().replace("-", "");
        SignedRequest request = new SignedRequest("POST", publicUrl + source.path(), Map.of(), body);
        byte[] code = hmac.sign(scheme.content().of(request, timestamp, id));
        String signature = scheme.prefix() + scheme.encoding().encode(code);
        if (names.id() != null) {
            headers.put(names.id(), id);
        }
        if (names.timestamp() != null) {
            headers.put(names.timestamp(), timestamp);
        }
        String time = signed == null || signed.parameter() == null ? "" : signed.parameter() + "=" + timestamp + ",";
        headers.put(names.signature(), time + signature);
    }
}
