package io.leadhook.destination;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an answer, up to a largest number. Whoever stops early gets the connection closed instead of drained:
 * HttpClient would read the rest of a huge body only to keep the connection. For one thread.
 */
final class BoundedBody extends FilterInputStream {
    private final int largest;
    private final boolean cut;
    private final Cutoff cutoff;
    private int count;
    private boolean ended;

    BoundedBody(InputStream body, int largest, boolean cut, Cutoff cutoff) {
        super(body);
        this.largest = largest;
        this.cut = cut;
        this.cutoff = cutoff;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            if (count == largest) {
                return beyond();
            }
            int read = in.read(buffer, offset, Math.min(length, largest - count));
            if (read < 0) {
                cutoff.check();
                end();
            } else {
                count += read;
            }
            return read;
        } catch (IOException failure) {
            ended = true;
            cutoff.disarm();
            throw cutoff.explain(failure);
        }
    }

    private int beyond() throws IOException {
        if (in.read() < 0) {
            end();
            return -1;
        }
        ended = true;
        cutoff.abort();
        if (cut) {
            return -1;
        }
        throw new IOException("the answer is larger than " + largest + " bytes");
    }

    private void end() {
        ended = true;
        cutoff.disarm();
    }

    @Override
    public long skip(long n) throws IOException {
        return n <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        cutoff.abort();
    }
}
