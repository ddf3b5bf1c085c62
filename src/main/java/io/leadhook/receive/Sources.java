package io.leadhook.receive;

import com.fasterxml.jackson.core.JsonPointer;
import io.leadhook.event.SourceProfile;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The enabled sources, checked. Thread-safe. */
final class Sources {
    static final String PATH = "/webhooks/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final Map<String, Source> byPath;

    private Sources(Map<String, Source> byPath) {
        this.byPath = byPath;
    }

    /** @throws IllegalArgumentException if a source is not safe to open; the message names the key and the way out */
    static Sources of(SourcesProperties properties, WebhookProperties webhooks, Clock clock) {
        Map<String, Source> byPath = new TreeMap<>();
        properties.sources().forEach((name, source) -> {
            if (source.enabled()) {
                byPath.put(PATH + name, checked(name, source, webhooks, clock));
            }
        });
        return new Sources(byPath);
    }

    /** The source with exactly this raw path: nothing is decoded, so that nothing can be read in two ways. */
    @Nullable
    Source at(@Nullable String rawPath) {
        return rawPath == null ? null : byPath.get(rawPath);
    }

    Collection<Source> all() {
        return byPath.values();
    }

    private static Source checked(String name, SourceProperties properties, WebhookProperties webhooks, Clock clock) {
        try {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "has a name that no URL can have: 1 to 64 lower-case letters, digits, _ and -");
            }
            SignatureScheme scheme = SignatureSchemes.named(properties.scheme(), properties.signature());
            List<VerificationKey> keys = SecretRules.keys(properties.scheme(), scheme, properties.secrets());
            if (scheme.content().hasUrl() && webhooks.publicUrl() == null) {
                throw new IllegalArgumentException("scheme signs the URL that the sender calls;"
                        + " set leadhook.webhooks.public-url to its scheme and host");
            }
            if (properties.tolerance().isNegative() || properties.tolerance().isZero()) {
                throw new IllegalArgumentException(
                        "tolerance is " + properties.tolerance() + "; set it to a time such as 5m");
            }
            return new Source(
                    name,
                    PATH + name,
                    scheme,
                    keys,
                    properties.tolerance(),
                    profile(properties),
                    rate(properties.ratePerSecond(), clock));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(name, String.valueOf(e.getMessage())));
        }
    }

    private static String refusal(String name, String fault) {
        String key = "leadhook.sources." + name;
        if (!fault.startsWith("secrets")) {
            return key + (fault.startsWith("has ") ? " " : ".") + fault;
        }
        String variable = ("LEADHOOK_SOURCES_" + name + "_SECRETS")
                .toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('.', '_');
        return key + "." + fault + ": set it, or the environment variable " + variable
                + ", to the secret that the sender signs with (at least " + SecretRules.SHORTEST
                + " bytes), or set " + key + ".enabled to false";
    }

    private static @Nullable RateLimit rate(@Nullable Double perSecond, Clock clock) {
        if (perSecond == null) {
            return null;
        }
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(
                    "rate-per-second is " + perSecond + "; set it to a number above 0, or leave it out for no limit");
        }
        return new RateLimit(perSecond, clock);
    }

    // The preset klozeo has the canonical names: its documentation describes headers and leads, not the envelope.
    private static SourceProfile profile(SourceProperties properties) {
        SourceProperties.Event event = properties.event();
        SourceProfile canonical = SourceProfile.CANONICAL;
        JsonPointer payload = pointer("payload", event.payload(), canonical.payload());
        Map<String, String> typeMap = new HashMap<>(properties.typeMap());
        typeMap.putAll(event.typeMap());
        return new SourceProfile(
                pointer("id", event.id(), canonical.id()),
                pointer("type", event.type(), canonical.type()),
                pointer("timestamp", event.timestamp(), canonical.timestamp()),
                pointer("api-version", event.apiVersion(), canonical.apiVersion()),
                event.leadId() == null ? null : pointer("lead-id", event.leadId(), payload),
                event.relatedLeadId() == null ? null : pointer("related-lead-id", event.relatedLeadId(), payload),
                pointer("sequence", event.sequence(), canonical.sequence()),
                payload,
                pointer("changes", event.changes(), payload.append(JsonPointer.compile("/changes"))),
                typeMap);
    }

    private static JsonPointer pointer(String key, @Nullable String expression, JsonPointer otherwise) {
        if (expression == null) {
            return otherwise;
        }
        try {
            return JsonPointer.compile(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "event." + key + " is '" + expression + "'; set it to a JSON pointer such as /data/id");
        }
    }
}
