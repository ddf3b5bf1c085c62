package io.leadhook.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file on a disk that takes every write and keeps none until it is asked to: what has not been forced lives in this
 * process alone, so killing the process is a power cut. Thread-safe.
 *
 * <p>Real disks also write early, and not in order; with a {@code leak} above 0 this share of the writes does.
 */
final class LazyDisk {
    private record Written(long from, int length) {}

    private final FileChannel file;
    private final double leak;
    private final Random random = new Random();
    private final List<Written> unforced = new ArrayList<>();
    private byte[] memory;
    private int size;

    LazyDisk(FileChannel file, double leak) throws IOException {
        this.file = file;
        this.leak = leak;
        this.size = Math.toIntExact(file.size());
        this.memory = new byte[Math.max(size, 1 << 20)];
        ByteBuffer content = ByteBuffer.wrap(memory, 0, size);
        while (content.hasRemaining() && file.read(content, content.position()) >= 0) {
            // until the whole file is here
        }
    }

    synchronized long size() {
        return size;
    }

    synchronized int read(ByteBuffer target, long position) {
        if (position >= size) {
            return -1;
        }
        int length = (int) Math.min(target.remaining(), size - position);
        target.put(memory, (int) position, length);
        return length;
    }

    synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        int end = Math.toIntExact(position + length);
        if (end > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(end, memory.length * 2));
        }
        source.get(memory, (int) position, length);
        size = Math.max(size, end);
        Written written = new Written(position, length);
        unforced.add(written);
        if (random.nextDouble() < leak) {
            store(written);
        }
        return length;
    }

    synchronized void truncate(long newSize) {
        size = (int) Math.min(size, newSize);
    }

    /** Only now the file has what was written. */
    synchronized void force() throws IOException {
        for (Written written : unforced) {
            store(written);
        }
        unforced.clear();
        if (file.size() > size) {
            file.truncate(size);
        }
        file.force(true);
    }

    private void store(Written written) throws IOException {
        int end = (int) Math.min(written.from + written.length, size);
        ByteBuffer bytes = ByteBuffer.wrap(memory, 0, Math.max(end, 0));
        bytes.position((int) Math.min(written.from, end));
        while (bytes.hasRemaining()) {
            file.write(bytes, bytes.position());
        }
    }

    FileChannel file() {
        return file;
    }
}
