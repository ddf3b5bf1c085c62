package io.leadhook.receive;

/** What proves that a request is from whom it says. */
enum Algorithm {
    HMAC_SHA256("HmacSHA256", 32),
    HMAC_SHA1("HmacSHA1", 20),
    HMAC_SHA512("HmacSHA512", 64),
    ED25519("Ed25519", 64),
    BEARER("", 0),
    BASIC("", 0);

    private final String jca;
    private final int signatureBytes;

    Algorithm(String jca, int signatureBytes) {
        this.jca = jca;
        this.signatureBytes = signatureBytes;
    }

    /** Its name in the Java Cryptography Architecture; empty where nothing is computed. */
    String jca() {
        return jca;
    }

    /** How long a signature is; 0 where nothing is computed. */
    int signatureBytes() {
        return signatureBytes;
    }

    /** Whether the body is part of what is proven. */
    boolean signs() {
        return !jca.isEmpty();
    }
}
