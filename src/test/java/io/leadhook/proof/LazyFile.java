package io.leadhook.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** One opening of a {@link LazyDisk}. Closing it keeps nothing, as with a real file. */
final class LazyFile extends FileBaseDefault {
    /** Off: nobody syncs, neither the hub nor H2 of its own accord, and what is on the disk is there by chance. */
    private static final boolean SYNCS = !"off".equals(System.getenv("PROOF_SYNC"));

    private final LazyDisk disk;

    LazyFile(LazyDisk disk) {
        this.disk = disk;
    }

    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) {
        return disk.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        return disk.write(source, position);
    }

    @Override
    protected void implTruncate(long size) {
        disk.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (SYNCS) {
            disk.force();
        }
    }

    @Override
    public synchronized @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return disk.file().tryLock(position, size, shared);
    }
}
