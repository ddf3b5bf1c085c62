package io.leadhook.receive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** The step {@code verifySignature}: refuses every request that its source did not sign. Thread-safe. */
final class VerifySignatureProcessor implements Processor {
    private static final byte[] NOTHING = {};

    private final SignatureVerifier verifier;
    private final FailedSignatures failures;
    private final String publicUrl;

    VerifySignatureProcessor(SignatureVerifier verifier, FailedSignatures failures, @Nullable String publicUrl) {
        this.verifier = verifier;
        this.failures = failures;
        this.publicUrl = Objects.requireNonNullElse(publicUrl, "");
    }

    @Override
    public void process(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        if (caller == null) {
            throw new Refusal(Problem.unsigned());
        }
        Message message = exchange.getMessage();
        byte[] sent = message.getBody(byte[].class);
        byte[] body = sent == null ? NOTHING : sent;
        Source source = caller.source();
        SignedRequest request =
                new SignedRequest("POST", publicUrl + caller.uri(), headers(source.scheme(), message), body);
        Verdict verdict = verifier.verify(source, request);
        if (verdict != Verdict.GENUINE) {
            throw new Refusal(failures.failed(source, verdict, caller.address()));
        }
        requireRate(source);
        new Verified(source, body, SignatureVerifier.messageId(source.scheme(), request)).putOn(exchange);
    }

    // Only now: what nobody signed must not use up what the source may send.
    private static void requireRate(Source source) {
        int seconds = source.rate() == null ? 0 : source.rate().secondsToWait();
        if (seconds > 0) {
            throw new Refusal(Problem.tooMany(seconds));
        }
    }

    private static Map<String, List<String>> headers(SignatureScheme scheme, Message message) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : scheme.headerNames()) {
            Object value = message.getHeader(name);
            if (value instanceof List<?> several) {
                headers.put(name, several.stream().map(String::valueOf).toList());
            } else if (value instanceof String one) {
                headers.put(name, List.of(one));
            }
        }
        return headers;
    }
}
