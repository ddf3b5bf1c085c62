package io.leadhook.receive;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Set;

/**
 * Netty's decoder, but for three things. Only HTTP/1.1 and 1.0 are taken. A request with both Content-Length and
 * Transfer-Encoding is refused: Netty drops the length and goes on; a proxy in front that goes by the length sees
 * another request begin elsewhere (RFC 9112, 6.1: request smuggling). And so is a header that goes on in the next line:
 * Netty joins the two, another may see two headers (RFC 9112, 5.2).
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");

    private final HeadLines headLines = new HeadLines();

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        headLines.look(buffer);
        int before = out.size();
        super.decode(context, buffer, out);
        if (out.size() > before && out.get(out.size() - 1) instanceof LastHttpContent) {
            headLines.ended();
        }
    }

    // Vert.x would answer 501, in the version that was asked for, whatever that is.
    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        headLines.begun();
        // The text: "HTTP/01.1" would be equal as a version, and still another one to Vert.x.
        if (!VERSIONS.contains(initialLine[2])) {
            throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
        }
        return super.createMessage(initialLine);
    }

    // Called when the last header has been read.
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (headLines.complete()) {
            message.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header")));
        }
        return super.isContentAlwaysEmpty(message);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        super.handleTransferEncodingChunkedWithContentLength(message);
        message.setDecoderResult(
                DecoderResult.failure(new IllegalArgumentException("Content-Length with Transfer-Encoding")));
    }
}
