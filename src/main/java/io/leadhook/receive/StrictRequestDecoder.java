package io.leadhook.receive;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.Set;

/**
 * Netty's decoder, but for two things. Only HTTP/1.1 and 1.0 are taken. And a request with both Content-Length and
 * Transfer-Encoding is refused: Netty drops the length and goes on; a proxy in front that goes by the length sees
 * another request begin elsewhere (RFC 9112, 6.1: request smuggling).
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    // Vert.x would answer 501, in the version that was asked for, whatever that is.
    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        // The text: "HTTP/01.1" would be equal as a version, and still another one to Vert.x.
        if (!VERSIONS.contains(initialLine[2])) {
            throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
        }
        return super.createMessage(initialLine);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        super.handleTransferEncodingChunkedWithContentLength(message);
        message.setDecoderResult(
                DecoderResult.failure(new IllegalArgumentException("Content-Length with Transfer-Encoding")));
    }
}
