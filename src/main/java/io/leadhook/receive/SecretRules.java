package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns configured secrets into keys, and refuses those that protect nothing. No message repeats a secret. */
final class SecretRules {
    /** Fewer bytes can be guessed by trying; what senders generate has 16 and more. */
    static final int SHORTEST = 8;

    private static final String PUBLIC_KEY_PREFIX = "whpk_";
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(change|replace)(me|this|it)\\d*|(my|the|your|a|some)?(webhook|signing|client|shared|super|top)?"
                    + "(secret|password|token|key|passwort)(here|key|value)?\\d*|passw0rd\\d*|todo|none|null|undefined"
                    + "|example|placeholder|default|admin|test|testtest|12345678\\d*|(?<same>.)\\k<same>*");

    private SecretRules() {}

    /**
     * The secrets of a source.
     *
     * @param name the name of the scheme
     * @throws IllegalArgumentException if there is no secret, or one that protects nothing
     */
    static List<Secret> secrets(String name, SignatureScheme scheme, List<String> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("secrets is empty");
        }
        List<Secret> checked = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            String which = secrets.size() == 1 ? "secrets" : "secrets (number " + (i + 1) + ")";
            String secret = secrets.get(i).strip();
            checked.add(Secret.of(secret, key(name, scheme, secret, which)));
        }
        return List.copyOf(checked);
    }

    private static VerificationKey key(String name, SignatureScheme scheme, String secret, String which) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(which + " is empty");
        }
        if (secret.contains("${")) {
            throw new IllegalArgumentException(which + " names an environment variable or a property that is not set");
        }
        if (looksLikePlaceholder(secret)) {
            throw new IllegalArgumentException(which + " looks like a placeholder, not like a secret");
        }
        boolean publicKey = scheme.algorithm() == Algorithm.ED25519 || secret.startsWith(PUBLIC_KEY_PREFIX);
        if (publicKey && (name.equals(SignatureSchemes.STANDARD_WEBHOOKS) || !secret.startsWith(PUBLIC_KEY_PREFIX))) {
            return ed25519(name, scheme, secret, which);
        }
        byte[] bytes = decode(scheme.secretEncoding(), secret, which);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException(which + " is shorter than " + SHORTEST + " bytes");
        }
        if (scheme.algorithm() == Algorithm.BASIC && !secret.contains(":")) {
            throw new IllegalArgumentException(which + " is not of the form user:password");
        }
        return scheme.algorithm().signs()
                ? new VerificationKey.Hmac(scheme, bytes)
                : new VerificationKey.Token(scheme, bytes);
    }

    private static VerificationKey ed25519(String name, SignatureScheme scheme, String secret, String which) {
        boolean standard = name.equals(SignatureSchemes.STANDARD_WEBHOOKS);
        byte[] bytes = standard
                ? decode(SecretEncoding.BASE64, secret.substring(PUBLIC_KEY_PREFIX.length()), which)
                : decode(scheme.secretEncoding(), secret, which);
        try {
            return new VerificationKey.Ed25519(bytes, standard ? "v1a," : scheme.prefix(), scheme.encoding());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + " is not an Ed25519 public key of 32 bytes");
        }
    }

    private static byte[] decode(SecretEncoding encoding, String secret, String which) {
        try {
            return encoding.decode(secret);
        } catch (IllegalArgumentException e) {
            // Not passed on: the message of the decoder may have a part of the secret in it.
            throw new IllegalArgumentException(
                    which + " is not valid " + encoding.name().toLowerCase(Locale.ROOT));
        }
    }

    private static boolean looksLikePlaceholder(String secret) {
        boolean bracketed = secret.startsWith("<") && secret.endsWith(">");
        String letters = secret.toLowerCase(Locale.ROOT).replaceAll("[\\s_.\\-]", "");
        return bracketed
                || letters.getBytes(StandardCharsets.UTF_8).length == 0
                || PLACEHOLDER.matcher(letters).matches();
    }
}
