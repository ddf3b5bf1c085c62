package io.leadhook.receive;

import io.netty.buffer.ByteBuf;

/**
 * Looks at the lines of a request's head before they are decoded, for one that goes on where the line before it ended
 * (obsolete line folding). The decoder takes whole lines only, so what it has left begins with a line. For one
 * connection; not thread-safe.
 */
final class HeadLines {
    private enum Part {
        BEFORE_HEADERS,
        HEADERS,
        BODY
    }

    private Part part = Part.BEFORE_HEADERS;
    private boolean folded;

    void look(ByteBuf buffer) {
        if (part == Part.BODY || folded) {
            return;
        }
        boolean isHeader = part == Part.HEADERS;
        int line = buffer.readerIndex();
        while (line < buffer.writerIndex()) {
            int end = buffer.indexOf(line, buffer.writerIndex(), (byte) '\n');
            byte first = buffer.getByte(line);
            boolean empty = end == line || (end == line + 1 && first == '\r');
            if (isHeader && (empty || first == ' ' || first == '\t')) {
                folded = !empty;
                return;
            }
            if (end < 0) {
                return;
            }
            // Empty lines before a request are skipped by the decoder.
            isHeader |= !empty;
            line = end + 1;
        }
    }

    void begun() {
        part = Part.HEADERS;
    }

    /** All headers have been decoded; returns whether one was folded. */
    boolean complete() {
        part = Part.BODY;
        return folded;
    }

    /** The next byte is another request's. */
    void ended() {
        part = Part.BEFORE_HEADERS;
        folded = false;
    }
}
