package io.leadhook.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Random;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code killed:}, which stops now and then before a write or within one and calls, so that somebody
 * can look at what a kill would leave then.
 */
public final class KilledFilePath extends FilePathWrapper {
    private static final int PAGE = 4_096;

    private static volatile Runnable kill = () -> {};
    private static volatile int oneOf = Integer.MAX_VALUE;
    private static final Random RANDOM = new Random(7);

    static {
        FilePath.register(new KilledFilePath());
    }

    static void onKill(int oneOf, Runnable kill) {
        KilledFilePath.kill = kill;
        KilledFilePath.oneOf = oneOf;
    }

    static void never() {
        oneOf = Integer.MAX_VALUE;
    }

    private static boolean isNow() {
        return RANDOM.nextInt(oneOf) == 0;
    }

    @Override
    public String getScheme() {
        return "killed";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = super.open(mode);
        return name.endsWith(".mv.db") && !mode.equals("r") ? new KilledFile(file) : file;
    }

    private static final class KilledFile extends FileBaseDefault {
        private final FileChannel file;

        KilledFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (isNow()) {
                kill.run();
            }
            int length = source.remaining();
            if (length > PAGE && isNow()) {
                ByteBuffer beginning = source.duplicate();
                beginning.limit(source.position() + PAGE * (1 + RANDOM.nextInt(length / PAGE)));
                int written = file.write(beginning, position);
                kill.run();
                source.position(source.position() + written);
                return written + file.write(source, position + written);
            }
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void force(boolean metaData) {
            // A kill takes nothing back that was written.
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
