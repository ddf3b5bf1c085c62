package io.leadhook.receive;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a lead system signs: one description for every scheme there is. Immutable.
 *
 * @param headers the names in use; of several, a request uses the first that it has
 * @param prefix what stands before a signature; in a list, what marks one
 * @param content what is signed; ignored by {@code bearer} and {@code basic}
 * @param list how several signatures share the header
 * @param timestamp where the signed timestamp stands, or null if none is signed
 */
record SignatureScheme(
        Algorithm algorithm,
        List<HeaderNames> headers,
        String prefix,
        Encoding encoding,
        SecretEncoding secretEncoding,
        SignedContent content,
        SignatureList list,
        @Nullable Timestamp timestamp) {

    SignatureScheme {
        headers = List.copyOf(headers);
    }

    /**
     * Header names that belong together; lower case.
     *
     * @param timestamp null if there is none, or if it is a parameter of the signature header
     */
    record HeaderNames(
            String signature,
            @Nullable String timestamp,
            @Nullable String id) {
        HeaderNames {
            signature = signature.toLowerCase(Locale.ROOT);
            timestamp = timestamp == null ? null : timestamp.toLowerCase(Locale.ROOT);
            id = id == null ? null : id.toLowerCase(Locale.ROOT);
        }

        static HeaderNames of(String signature) {
            return new HeaderNames(signature, null, null);
        }
    }

    /**
     * The signed timestamp.
     *
     * @param parameter its key in the list of the signature header, or null if it has a header of its own
     */
    record Timestamp(Unit unit, @Nullable String parameter) {
        enum Unit {
            SECONDS("[0-9]{10}"),
            MILLISECONDS("[0-9]{13}");

            private final String pattern;

            Unit(String pattern) {
                this.pattern = pattern;
            }

            // Long.parseLong would also take "+5" and digits of other scripts.
            boolean matches(String text) {
                return text.matches(pattern);
            }

            long toMillis(String digits) {
                return Long.parseLong(digits) * (this == SECONDS ? 1_000 : 1);
            }

            String format(long millis) {
                return String.valueOf(this == SECONDS ? millis / 1_000 : millis);
            }
        }
    }

    /** Every header that verification looks at; nothing else of a request is let in. */
    Set<String> headerNames() {
        Set<String> names = new TreeSet<>();
        for (HeaderNames each : headers) {
            names.add(each.signature());
            if (each.timestamp() != null) {
                names.add(each.timestamp());
            }
            if (each.id() != null) {
                names.add(each.id());
            }
        }
        return names;
    }
}
