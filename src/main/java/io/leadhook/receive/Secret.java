package io.leadhook.receive;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * One of a source's secrets: what verifies with it, and when it last did.
 *
 * @param fingerprint the first 8 hex digits of its SHA-256: enough to tell two apart, too few to find one by
 */
record Secret(String fingerprint, VerificationKey key, LastTime lastUsed) {
    private static final int FINGERPRINT_DIGITS = 8;

    static Secret of(String text, VerificationKey key) {
        return new Secret(fingerprint(text), key, new LastTime());
    }

    static String fingerprint(String text) {
        return DigestUtils.sha256Hex(text).substring(0, FINGERPRINT_DIGITS);
    }

    @Override
    public String toString() {
        return "Secret[" + fingerprint + "]";
    }
}
