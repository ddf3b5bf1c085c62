package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How a secret is written in the configuration. */
enum SecretEncoding {
    UTF8,
    BASE64,
    HEX,
    WHSEC;

    private static final String WHSEC_PREFIX = "whsec_";

    /** @throws IllegalArgumentException if the text is not in this encoding; its message may repeat the secret */
    byte[] decode(String secret) {
        return switch (this) {
            case UTF8 -> secret.getBytes(StandardCharsets.UTF_8);
            case BASE64 -> Base64.getDecoder().decode(secret);
            case HEX -> HexFormat.of().parseHex(secret);
            case WHSEC ->
                Base64.getDecoder()
                        .decode(secret.startsWith(WHSEC_PREFIX) ? secret.substring(WHSEC_PREFIX.length()) : secret);
        };
    }
}
