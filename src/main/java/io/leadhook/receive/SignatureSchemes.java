package io.leadhook.receive;

import io.leadhook.receive.SignatureScheme.HeaderNames;
import io.leadhook.receive.SignatureScheme.Timestamp;
import io.leadhook.receive.SignatureScheme.Timestamp.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schemes by name: presets of what is known about senders, and what is described as {@code custom}. */
final class SignatureSchemes {
    static final String STANDARD_WEBHOOKS = "standard-webhooks";
    static final String CUSTOM = "custom";

    private static final Timestamp STRIPE_TIME = new Timestamp(Unit.SECONDS, "t");
    private static final Timestamp SECONDS = new Timestamp(Unit.SECONDS, null);
    private static final Map<String, SignatureScheme> PRESETS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "hmac-sha256",
                    body(Encoding.HEX, "sha256=", HeaderNames.of("x-webhook-signature"), gitHubHeader())),
            Map.entry("github", body(Encoding.HEX, "sha256=", gitHubHeader())),
            Map.entry("klozeo", body(Encoding.HEX, "", HeaderNames.of("x-klozeo-signature"))),
            Map.entry("shopify", body(Encoding.BASE64, "", HeaderNames.of("x-shopify-hmac-sha256"))),
            Map.entry("typeform", body(Encoding.BASE64, "sha256=", HeaderNames.of("typeform-signature"))),
            Map.entry("stripe", stripe("stripe-signature")),
            Map.entry("calendly", stripe("calendly-webhook-signature")),
            Map.entry(
                    STANDARD_WEBHOOKS,
                    new SignatureScheme(
                            Algorithm.HMAC_SHA256,
                            List.of(
                                    new HeaderNames("webhook-signature", "webhook-timestamp", "webhook-id"),
                                    new HeaderNames("svix-signature", "svix-timestamp", "svix-id")),
                            "v1,",
                            Encoding.BASE64,
                            SecretEncoding.WHSEC,
                            SignedContent.of("{id}.{timestamp}.{body}"),
                            SignatureList.SPACE,
                            SECONDS)),
            Map.entry(
                    "slack",
                    timed(
                            new HeaderNames("x-slack-signature", "x-slack-request-timestamp", null),
                            "v0=",
                            SecretEncoding.UTF8,
                            "v0:{timestamp}:{body}")),
            Map.entry(
                    "close",
                    timed(
                            new HeaderNames("close-sig-hash", "close-sig-timestamp", null),
                            "",
                            SecretEncoding.HEX,
                            "{timestamp}{body}")),
            Map.entry(
                    "hubspot-v3",
                    new SignatureScheme(
                            Algorithm.HMAC_SHA256,
                            List.of(new HeaderNames("x-hubspot-signature-v3", "x-hubspot-request-timestamp", null)),
                            "",
                            Encoding.BASE64,
                            SecretEncoding.UTF8,
                            SignedContent.of("{method}{decoded-url}{body}{timestamp}"),
                            SignatureList.NONE,
                            new Timestamp(Unit.MILLISECONDS, null))),
            Map.entry(
                    "intercom",
                    new SignatureScheme(
                            Algorithm.HMAC_SHA1,
                            List.of(HeaderNames.of("x-hub-signature")),
                            "sha1=",
                            Encoding.HEX,
                            SecretEncoding.UTF8,
                            SignedContent.of("{body}"),
                            SignatureList.NONE,
                            null)),
            Map.entry("bearer", token(Algorithm.BEARER, "authorization", "Bearer ")),
            Map.entry("basic", token(Algorithm.BASIC, "authorization", "Basic "))));

    private SignatureSchemes() {}

    /**
     * The scheme of that name.
     *
     * @param custom what {@code custom} consists of
     * @throws IllegalArgumentException if there is none, naming those that there are, or if custom is not complete
     */
    static SignatureScheme named(String name, SourceProperties.Signature custom) {
        if (name.equals(CUSTOM)) {
            return custom(custom);
        }
        SignatureScheme preset = PRESETS.get(name);
        if (preset == null) {
            throw new IllegalArgumentException("scheme is '" + name + "'; set it to one of "
                    + String.join(", ", PRESETS.keySet()) + ", " + CUSTOM);
        }
        return preset;
    }

    private static SignatureScheme custom(SourceProperties.Signature custom) {
        Algorithm algorithm = choice(Algorithm.class, "algorithm", custom.algorithm());
        if (custom.header().isBlank()) {
            throw new IllegalArgumentException("signature.header is empty; set it to the header with the signature");
        }
        if (!algorithm.signs()) {
            String prefix = custom.prefix().isEmpty() && algorithm == Algorithm.BASIC ? "Basic " : custom.prefix();
            return token(algorithm, custom.header(), prefix);
        }
        Timestamp timestamp = custom.timestampHeader() == null && custom.timestampParameter() == null
                ? null
                : new Timestamp(unit(custom.timestampUnit()), custom.timestampParameter());
        SignatureScheme scheme = new SignatureScheme(
                algorithm,
                List.of(new HeaderNames(custom.header(), custom.timestampHeader(), custom.idHeader())),
                custom.prefix(),
                choice(Encoding.class, "encoding", custom.encoding()),
                choice(SecretEncoding.class, "secret-encoding", custom.secretEncoding()),
                SignedContent.of(custom.signedContent()),
                choice(SignatureList.class, "list", custom.list()),
                timestamp);
        requireThatWhatIsReadIsSigned(scheme, custom);
        return scheme;
    }

    // A timestamp or an id beside the signed content could be replaced by anybody who has seen one request.
    private static void requireThatWhatIsReadIsSigned(SignatureScheme scheme, SourceProperties.Signature custom) {
        if (scheme.content().has("{timestamp}") != (scheme.timestamp() != null)) {
            throw new IllegalArgumentException("signature.signed-content must have {timestamp} in it if, and only if,"
                    + " timestamp-header or timestamp-parameter is set");
        }
        if (scheme.content().has("{id}") != (custom.idHeader() != null)) {
            throw new IllegalArgumentException(
                    "signature.signed-content must have {id} in it if, and only if, id-header is set");
        }
        if (custom.timestampParameter() != null && scheme.list() != SignatureList.COMMA) {
            throw new IllegalArgumentException("signature.timestamp-parameter needs signature.list to be comma");
        }
    }

    private static Unit unit(String name) {
        return switch (name) {
            case "s" -> Unit.SECONDS;
            case "ms" -> Unit.MILLISECONDS;
            default ->
                throw new IllegalArgumentException("signature.timestamp-unit is '" + name + "'; set it to s or ms");
        };
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String key, String name) {
        List<String> names = java.util.Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "signature." + key + " is '" + name + "'; set it to one of " + String.join(", ", names));
        }
        return type.getEnumConstants()[index];
    }

    private static HeaderNames gitHubHeader() {
        return HeaderNames.of("x-hub-signature-256");
    }

    private static SignatureScheme body(Encoding encoding, String prefix, HeaderNames... headers) {
        return new SignatureScheme(
                Algorithm.HMAC_SHA256,
                List.of(headers),
                prefix,
                encoding,
                SecretEncoding.UTF8,
                SignedContent.of("{body}"),
                SignatureList.NONE,
                null);
    }

    private static SignatureScheme timed(
            HeaderNames headers, String prefix, SecretEncoding secretEncoding, String content) {
        return new SignatureScheme(
                Algorithm.HMAC_SHA256,
                List.of(headers),
                prefix,
                Encoding.HEX,
                secretEncoding,
                SignedContent.of(content),
                SignatureList.NONE,
                SECONDS);
    }

    private static SignatureScheme stripe(String header) {
        return new SignatureScheme(
                Algorithm.HMAC_SHA256,
                List.of(HeaderNames.of(header)),
                "v1=",
                Encoding.HEX,
                SecretEncoding.UTF8,
                SignedContent.of("{timestamp}.{body}"),
                SignatureList.COMMA,
                STRIPE_TIME);
    }

    private static SignatureScheme token(Algorithm algorithm, String header, @Nullable String prefix) {
        return new SignatureScheme(
                algorithm,
                List.of(HeaderNames.of(header)),
                prefix == null ? "" : prefix,
                Encoding.BASE64,
                SecretEncoding.UTF8,
                SignedContent.of("{body}"),
                SignatureList.NONE,
                null);
    }
}
