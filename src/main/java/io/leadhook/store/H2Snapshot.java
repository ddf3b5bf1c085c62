package io.leadhook.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.h2.mvstore.MVStore;

/**
 * What an H2 file holds at one moment; it stays there until this is closed, while others write on. H2's own
 * {@code BACKUP TO} would first store what another transaction has done by half ({@link SingleWriter} says why that must
 * not be), and copies the header at another moment than it does that. For one thread.
 */
final class H2Snapshot implements AutoCloseable {
    private static final int AT_ONCE = 256 * 1_024;

    private final MVStore store;
    private final NewestChunkFile file;
    private final ByteBuffer header;
    private final long size;

    /** @param file has just been synced, and nobody writes to it */
    H2Snapshot(MVStore store, NewestChunkFile file) throws IOException {
        this.store = store;
        this.file = file;
        // What the header names is not overwritten from now on.
        store.setReuseSpace(false);
        this.header = ByteBuffer.allocate(NewestChunkFile.HEADER_BYTES);
        this.size = file.size();
        read(header, 0);
    }

    /** Returns when all is written. */
    void copyTo(OutputStream target) throws IOException {
        target.write(header.array());
        ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE);
        for (long position = header.capacity(); position < size; position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(AT_ONCE, size - position));
            read(buffer, position);
            target.write(buffer.array(), 0, buffer.limit());
        }
    }

    private void read(ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target, position + target.position()) < 0) {
                throw new EOFException("The H2 file ends before " + (position + target.limit()));
            }
        }
    }

    @Override
    public void close() {
        store.setReuseSpace(true);
    }
}
