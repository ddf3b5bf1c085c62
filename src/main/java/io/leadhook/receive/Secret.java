package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One of a source's secrets: what verifies with it, and when it last did.
 *
 * @param fingerprint the first 8 hex digits of its SHA-256: enough to tell two apart, too few to find one by
 */
record Secret(String fingerprint, VerificationKey key, LastTime lastUsed) {
    private static final int FINGERPRINT_BYTES = 4;

    static Secret of(String text, VerificationKey key) {
        return new Secret(fingerprint(text), key, new LastTime());
    }

    static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[" + fingerprint + "]";
    }
}
