package io.leadhook.receive;

import com.fasterxml.jackson.core.JsonPointer;
import io.leadhook.enrich.FetchSettings;
import io.leadhook.event.SourceProfile;
import io.leadhook.event.TypeFilter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Source} of what is configured, and refuses one that is not safe to open. Immutable. */
final class SourceRules {
    private static final Pattern ORIGIN = Pattern.compile("[*]|[A-Za-z0-9][A-Za-z0-9.:/_-]{0,252}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final WebhookProperties webhooks;
    private final Clock clock;

    SourceRules(WebhookProperties webhooks, Clock clock) {
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException with a message that names the key and the way out */
    Source checked(String name, SourceProperties properties) {
        try {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "has a name that no URL can have: 1 to 64 lower-case letters, digits, _ and -");
            }
            SignatureScheme scheme = SignatureSchemes.named(properties.scheme(), properties.signature());
            List<Secret> secrets = SecretRules.secrets(properties.scheme(), scheme, properties.secrets());
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
                    Sources.PATH + name,
                    properties.scheme(),
                    scheme,
                    secrets,
                    properties.tolerance(),
                    BodyFormat.named(properties.format()),
                    allowedOrigins(properties),
                    profile(properties),
                    rate(properties.ratePerSecond(), clock),
                    fetch(properties.fetch()),
                    new LastTime());
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

    private static List<String> allowedOrigins(SourceProperties properties) {
        List<String> origins = properties.allowedOrigins().stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        if (!origins.isEmpty() && BodyFormat.named(properties.format()) != BodyFormat.CLOUDEVENTS) {
            throw new IllegalArgumentException("allowed-origins is " + origins
                    + ", but only senders of CloudEvents ask for leave; set format to cloudevents, or leave it out");
        }
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("allowed-origins has '" + origin
                        + "' in it; set it to names such as eventgrid.azure.net, or *");
            }
        }
        return origins;
    }

    private static @Nullable FetchSettings fetch(SourceProperties.@Nullable Fetch fetch) {
        if (fetch == null || fetch.url().isBlank()) {
            return null;
        }
        return FetchSettings.of(
                fetch.url().strip(),
                fetch.token(),
                fetch.timeout(),
                fetch.cache(),
                fetch.ratePerSecond(),
                fetch.giveUpAfter());
    }

    // The preset klozeo has the canonical names: its documentation describes headers and leads, not the envelope.
    private static SourceProfile profile(SourceProperties properties) {
        SourceProperties.Event event = properties.event();
        SourceProfile canonical = BodyFormat.named(properties.format()) == BodyFormat.CLOUDEVENTS
                ? SourceProfile.CLOUD_EVENT
                : SourceProfile.CANONICAL;
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
                typeMap,
                TypeFilter.of(event.types()));
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
