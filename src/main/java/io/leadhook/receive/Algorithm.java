package io.leadhook.receive;

/** What proves that a request is from whom it says. */
enum Algorithm {
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA512("HmacSHA512"),
    ED25519("Ed25519"),
    BEARER(""),
    BASIC("");

    private final String jca;

    Algorithm(String jca) {
        this.jca = jca;
    }

    /** Its name in the Java Cryptography Architecture; empty where nothing is computed. */
    String jca() {
        return jca;
    }

    /** Whether the body is part of what is proven. */
    boolean signs() {
        return !jca.isEmpty();
    }
}
