package io.leadhook.receive;

import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How signature bytes are written in a header. */
enum Encoding {
    HEX,
    BASE64;

    /** The bytes, or null if the text is not in this encoding. */
    byte @Nullable [] decode(String text) {
        try {
            return this == HEX ? HexFormat.of().parseHex(text) : decodeBase64(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String encode(byte[] bytes) {
        return this == HEX
                ? HexFormat.of().formatHex(bytes)
                : Base64.getEncoder().encodeToString(bytes);
    }

    // Java's decoder ignores the unused bits of the last character and missing padding, so that several texts would be
    // one signature.
    private static byte @Nullable [] decodeBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        boolean exact = Base64.getEncoder().encodeToString(bytes).equals(text);
        return exact ? bytes : null;
    }
}
