package io.leadhook.destination;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** An answer's body with a largest size and a deadline. For one thread. */
final class BoundedEntity extends HttpEntityWrapper {
    private final HttpEntity entity;
    private final int largest;
    private final boolean cut;
    private final Cutoff cutoff;

    /** @param cut whether a longer body is cut; else it is an error */
    BoundedEntity(HttpEntity entity, int largest, boolean cut, Cutoff cutoff) {
        super(entity);
        this.entity = entity;
        this.largest = largest;
        this.cut = cut;
        this.cutoff = cutoff;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new BoundedBody(entity.getContent(), largest, cut, cutoff);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream body = getContent()) {
            body.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        cutoff.abort();
    }

    /** Unknown, since it may be cut: nobody shall wait for, or make room for, what the receiver announced. */
    @Override
    public long getContentLength() {
        return -1;
    }
}
