package io.leadhook.receive;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a body was verified. Only {@link VerifySignatureProcessor} makes one, and only the bytes in it are
 * read, so no edit of the route can have an unsigned body stored.
 *
 * @param messageId the signed id of the message, if the scheme has one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are never changed
record Verified(Source source, byte[] body, @Nullable String messageId) {
    private static final String PROPERTY = "leadhook.verified";

    static @Nullable Verified of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof Verified verified ? verified : null;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    @Override
    public String toString() {
        return "Verified[" + source.name() + ", " + body.length + " bytes]";
    }
}
