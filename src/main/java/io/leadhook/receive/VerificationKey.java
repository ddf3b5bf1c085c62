package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One secret, ready to verify with. Thread-safe; no text form of it shows the secret. */
sealed interface VerificationKey {
    /** What marks a signature that is meant for this key. */
    String prefix();

    /** The bytes that an entry of the header stands for, or null if it is not in the form that this key's have. */
    byte @Nullable [] decode(String entry);

    /**
     * What tells whether a signature proves the content; takes the same time wherever they differ. What is the same for
     * all signatures is computed here, once: anybody can send many with one large body.
     */
    Predicate<byte[]> proof(List<byte[]> content);

    private static byte @Nullable [] signature(String entry, String prefix, Encoding encoding, Algorithm algorithm) {
        byte[] bytes = entry.startsWith(prefix) ? encoding.decode(entry.substring(prefix.length())) : null;
        return bytes != null && bytes.length == algorithm.signatureBytes() ? bytes : null;
    }

    /** A shared secret, of which both sides compute the same code. */
    final class Hmac implements VerificationKey {
        private final Algorithm algorithm;
        private final SecretKeySpec key;
        private final String prefix;
        private final Encoding encoding;

        Hmac(SignatureScheme scheme, byte[] secret) {
            this.algorithm = scheme.algorithm();
            this.key = new SecretKeySpec(secret, algorithm.jca());
            this.prefix = scheme.prefix();
            this.encoding = scheme.encoding();
        }

        @Override
        public String prefix() {
            return prefix;
        }

        @Override
        public byte @Nullable [] decode(String entry) {
            return signature(entry, prefix, encoding, algorithm);
        }

        @Override
        public Predicate<byte[]> proof(List<byte[]> content) {
            byte[] code = sign(content);
            return signature -> MessageDigest.isEqual(code, signature);
        }

        byte[] sign(List<byte[]> content) {
            try {
                Mac mac = Mac.getInstance(algorithm.jca());
                mac.init(key);
                content.forEach(mac::update);
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + algorithm.jca(), e);
            }
        }
    }

    /** The sender's public key. */
    final class Ed25519 implements VerificationKey {
        // An Ed25519 key in X.509 form is this and the 32 bytes of the key (RFC 8410).
        private static final String X509_HEAD = "302a300506032b6570032100";
        private static final int KEY_LENGTH = 32;

        private final PublicKey key;
        private final String prefix;
        private final Encoding encoding;

        Ed25519(byte[] publicKey, String prefix, Encoding encoding) {
            if (publicKey.length != KEY_LENGTH) {
                throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
            }
            try {
                String x509 = X509_HEAD + HexFormat.of().formatHex(publicKey);
                this.key = KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(x509)));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("not an Ed25519 public key", e);
            }
            this.prefix = prefix;
            this.encoding = encoding;
        }

        @Override
        public String prefix() {
            return prefix;
        }

        @Override
        public byte @Nullable [] decode(String entry) {
            return signature(entry, prefix, encoding, Algorithm.ED25519);
        }

        @Override
        public Predicate<byte[]> proof(List<byte[]> content) {
            return signature -> verifies(content, signature);
        }

        // Ed25519 hashes the content together with a part of the signature, so each costs a pass over it.
        private boolean verifies(List<byte[]> content, byte[] signature) {
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                for (byte[] part : content) {
                    verifier.update(part);
                }
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                return false; // bytes that are no signature
            }
        }
    }

    /** A secret that is sent along as it is: a bearer token, or user and password. It proves nothing of the body. */
    final class Token implements VerificationKey {
        private final Algorithm algorithm;
        private final byte[] secret;
        private final String prefix;

        Token(SignatureScheme scheme, byte[] secret) {
            this.algorithm = scheme.algorithm();
            this.secret = secret.clone();
            this.prefix = scheme.prefix();
        }

        @Override
        public String prefix() {
            return prefix;
        }

        // The word before the token is not case-sensitive (RFC 9110, 11.1).
        @Override
        public byte @Nullable [] decode(String entry) {
            if (!entry.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return null;
            }
            String token = entry.substring(prefix.length()).strip();
            return algorithm == Algorithm.BASIC
                    ? Encoding.BASE64.decode(token)
                    : token.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Predicate<byte[]> proof(List<byte[]> content) {
            return signature -> MessageDigest.isEqual(secret, signature);
        }

        String header() {
            return prefix
                    + (algorithm == Algorithm.BASIC
                            ? Encoding.BASE64.encode(secret)
                            : new String(secret, StandardCharsets.UTF_8));
        }
    }
}
