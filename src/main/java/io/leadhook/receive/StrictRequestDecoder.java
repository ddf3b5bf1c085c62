package io.leadhook.receive;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Netty's decoder, but for one thing: a request with both Content-Length and Transfer-Encoding is refused. Netty drops
 * the length and goes on; a proxy in front that goes by the length sees another request begin elsewhere (RFC 9112,
 * 6.1: request smuggling).
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        super.handleTransferEncodingChunkedWithContentLength(message);
        message.setDecoderResult(
                DecoderResult.failure(new IllegalArgumentException("Content-Length with Transfer-Encoding")));
    }
}
