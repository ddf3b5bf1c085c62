package io.leadhook.receive;

import io.leadhook.receive.SignatureScheme.HeaderNames;
import io.leadhook.receive.SignatureScheme.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request comes from its source, for every scheme in the same way. All secrets and all signatures of
 * the request are tried, whichever fits, so that the time tells nothing. Thread-safe.
 */
final class SignatureVerifier {
    // Without a dot, which parts id, timestamp and body in Standard Webhooks.
    private static final Pattern ID = Pattern.compile("[!-\\-/-~]{1,255}");

    private final Clock clock;

    SignatureVerifier(Clock clock) {
        this.clock = clock;
    }

    Verdict verify(Source source, SignedRequest request) {
        SignatureScheme scheme = source.scheme();
        HeaderNames names = namesInUse(scheme, request);
        if (names == null) {
            return Verdict.MISSING;
        }
        String header = only(request, names.signature());
        List<String> entries = header == null ? List.of() : scheme.list().split(header);
        String timestamp = timestamp(scheme.timestamp(), names, request, entries);
        String id = names.id() == null ? "" : only(request, names.id());
        if (entries.isEmpty()
                || timestamp == null
                || id == null
                || names.id() != null && !ID.matcher(id).matches()) {
            return Verdict.MALFORMED;
        }
        // The signature first: that a timestamp is stale is worth telling the operator only if it is the sender's.
        List<Secret> proven = new ArrayList<>();
        Verdict verdict = compare(source.secrets(), scheme.content().of(request, timestamp, id), entries, proven);
        Verdict judged = verdict == Verdict.GENUINE ? age(source, timestamp) : verdict;
        if (judged == Verdict.GENUINE) {
            long now = clock.millis();
            proven.forEach(secret -> secret.lastUsed().at(now));
        }
        return judged;
    }

    /** The signed id of a genuine request, or null if its scheme has none. */
    static @Nullable String messageId(SignatureScheme scheme, SignedRequest request) {
        HeaderNames names = namesInUse(scheme, request);
        return names == null || names.id() == null ? null : only(request, names.id());
    }

    static Verdict compare(List<Secret> secrets, List<byte[]> content, List<String> entries, List<Secret> proven) {
        boolean decodable = false;
        for (Secret secret : secrets) {
            List<byte[]> signatures = decoded(secret.key(), entries);
            if (!signatures.isEmpty()) {
                decodable = true;
                // Counted, so that none is left out once one fits.
                if (signatures.stream().filter(secret.key().proof(content)).count() > 0) {
                    proven.add(secret);
                }
            }
        }
        if (!proven.isEmpty()) {
            return Verdict.GENUINE;
        }
        return decodable ? Verdict.WRONG : Verdict.MALFORMED;
    }

    private static List<byte[]> decoded(VerificationKey key, List<String> entries) {
        List<byte[]> signatures = new ArrayList<>();
        for (String entry : entries) {
            byte[] signature = key.decode(entry);
            if (signature != null) {
                signatures.add(signature);
            }
        }
        return signatures;
    }

    private Verdict age(Source source, String timestamp) {
        Timestamp signed = source.scheme().timestamp();
        if (signed == null) {
            return Verdict.GENUINE;
        }
        long ageMillis = clock.millis() - signed.unit().toMillis(timestamp);
        long toleranceMillis = source.tolerance().toMillis();
        if (ageMillis > toleranceMillis) {
            return Verdict.TOO_OLD;
        }
        return ageMillis < -toleranceMillis ? Verdict.TOO_NEW : Verdict.GENUINE;
    }

    private static @Nullable HeaderNames namesInUse(SignatureScheme scheme, SignedRequest request) {
        return scheme.headers().stream()
                .filter(names -> !request.header(names.signature()).isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The digits of the timestamp, empty if the scheme has none, null if the request has none or not one. */
    private static @Nullable String timestamp(
            @Nullable Timestamp signed, HeaderNames names, SignedRequest request, List<String> entries) {
        if (signed == null) {
            return "";
        }
        String parameter = signed.parameter();
        String digits = parameter == null
                ? names.timestamp() == null ? null : only(request, names.timestamp())
                : parameter(entries, parameter + "=");
        return digits != null && signed.unit().matches(digits) ? digits : null;
    }

    private static @Nullable String parameter(List<String> entries, String prefix) {
        List<String> values =
                entries.stream().filter(entry -> entry.startsWith(prefix)).toList();
        return values.size() == 1 ? values.get(0).substring(prefix.length()) : null;
    }

    private static @Nullable String only(SignedRequest request, String name) {
        List<String> values = request.header(name);
        return values.size() == 1 ? values.get(0) : null;
    }
}
