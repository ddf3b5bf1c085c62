package io.leadhook.receive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Configured sources without Spring. */
final class SourceFixture {
    /** Those that prove what was sent, not only by whom. */
    static final List<String> SIGNING_SCHEMES = List.of(
            "hmac-sha256",
            "github",
            "klozeo",
            "standard-webhooks",
            "stripe",
            "slack",
            "shopify",
            "hubspot-v3",
            "close",
            "calendly",
            "typeform",
            "intercom");

    static final WebhookProperties WEBHOOKS = new WebhookProperties(
            0,
            "127.0.0.1",
            DataSize.ofMegabytes(1),
            200,
            "https://hooks.example.com",
            600,
            1_000_000,
            DataSize.ofMegabytes(200));

    private SourceFixture() {}

    static Clock clockAt(long unixSeconds) {
        return Clock.fixed(Instant.ofEpochSecond(unixSeconds), ZoneOffset.UTC);
    }

    /** Properties of one source that is called like its scheme. */
    static SourcesProperties properties(String scheme, String... secrets) {
        return properties(scheme, null, secrets);
    }

    static SourcesProperties properties(String scheme, SourceProperties.@Nullable Signature custom, String... secrets) {
        return properties(scheme, custom, "json", List.of(), null, secrets);
    }

    /** Of the scheme github. */
    static SourcesProperties fetching(SourceProperties.Fetch fetch, String... secrets) {
        return properties("github", null, "json", List.of(), fetch, secrets);
    }

    /** Of the scheme github. */
    static SourcesProperties allowing(String format, String... origins) {
        return properties("github", null, format, List.of(origins), null, "a-good-secret-1");
    }

    private static SourcesProperties properties(
            String scheme,
            SourceProperties.@Nullable Signature custom,
            String format,
            List<String> origins,
            SourceProperties.@Nullable Fetch fetch,
            String... secrets) {
        return new SourcesProperties(Map.of(
                scheme,
                new SourceProperties(
                        true,
                        scheme,
                        List.of(secrets),
                        Duration.ofMinutes(5),
                        null,
                        format,
                        origins,
                        new SourceProperties.Event(
                                null, null, null, null, null, null, null, null, null, Map.of(), List.of()),
                        Map.of(),
                        custom == null ? custom("hmac-sha256", "x-sig", "", "{body}") : custom,
                        fetch)));
    }

    static SourceProperties.Signature custom(String algorithm, String header, String prefix, String content) {
        return new SourceProperties.Signature(
                algorithm, header, prefix, "hex", "utf8", content, null, null, "s", null, "none");
    }

    static Source source(SourcesProperties properties) {
        return Sources.of(properties, WEBHOOKS, Clock.systemUTC())
                .all()
                .iterator()
                .next();
    }
}
