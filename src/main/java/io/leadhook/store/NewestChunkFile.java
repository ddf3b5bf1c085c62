package io.leadhook.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * The file of an H2 database, whose header always names the newest chunk that is known to be on disk.
 *
 * <p>Why: H2 2.5.252 writes a chunk per commit, and the header only now and then; when it does, it still names the chunk
 * before ({@code FileStore.storeBuffer} remembers the new one too late). After a kill H2 looks where the header leads,
 * where each chunk expects its successor, and at the end of the file. As soon as space is reused, some seconds after
 * the start, the successor is often elsewhere. Then commits are not found again, synced or not, and what is written on
 * from there mixes with what was not found. {@code H2HeaderTest} shows it, and that it is mended here.
 *
 * <p>So the header is written here alone: with each sync, after the chunks are on disk, and marked as clean, so that H2
 * believes it without a search. What was committed after the last sync is taken back by a kill, as by a power cut. The
 * last sync must be younger than the time after which H2 reuses space ({@code RETENTION_TIME}); the program syncs every
 * second at least. Thread-safe.
 */
final class NewestChunkFile extends FileBaseDefault {
    private static final int BLOCK = 4_096;
    private static final int HEADER_BLOCKS = 2;
    private static final int TEXT_LIMIT = 1_024;
    private static final String VERSION = "version";
    private static final String CLEAN = "clean";
    private static final String[] CHUNK_KEYS = {"block", "chunk", VERSION};

    private final FileChannel file;
    /** What the header says besides the chunk: format, block size, when it was made. */
    private @Nullable Map<String, String> header;

    private volatile @Nullable Map<String, String> newest;
    private @Nullable Map<String, String> named;

    NewestChunkFile(FileChannel file) throws IOException {
        this.file = file;
        if (file.size() >= HEADER_BLOCKS * BLOCK) {
            ByteBuffer block = ByteBuffer.allocate(TEXT_LIMIT);
            file.read(block, 0);
            header = text(block.flip(), "H:");
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if (position == 0) {
            return writeHeader(source);
        }
        Map<String, String> chunk = position < HEADER_BLOCKS * BLOCK ? null : text(source, "chunk:");
        int written = file.write(source, position);
        if (chunk != null && isNew(chunk)) {
            chunk.put("block", Long.toHexString(position / BLOCK));
            newest = chunk;
        }
        return written;
    }

    /** And not one that is only moved. */
    private boolean isNew(Map<String, String> chunk) {
        Map<String, String> before = newest;
        return before == null || number(chunk, VERSION) > number(before, VERSION);
    }

    /** H2's own is written for a new file and when the file is closed; in between it would name what is not on disk. */
    private synchronized int writeHeader(ByteBuffer source) throws IOException {
        Map<String, String> given = text(source, "H:");
        if (header == null || given == null || given.containsKey(CLEAN)) {
            header = given;
            named = null;
            return file.write(source, 0);
        }
        int length = source.remaining();
        source.position(source.limit());
        return length;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        Map<String, String> onDisk = newest;
        file.force(metaData);
        nameInHeader(onDisk);
    }

    private synchronized void nameInHeader(@Nullable Map<String, String> chunk) throws IOException {
        if (header == null || chunk == null || isNamed(chunk)) {
            return;
        }
        HashMap<String, String> values = new HashMap<>(header);
        values.remove("fletcher");
        values.put(CLEAN, "1");
        for (String key : CHUNK_KEYS) {
            values.put(key, chunk.get(key));
        }
        StringBuilder text = DataUtils.appendMap(new StringBuilder(), values);
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
        bytes = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer both = ByteBuffer.allocate(HEADER_BLOCKS * BLOCK);
        both.put(0, bytes).put(BLOCK, bytes);
        for (long position = 0; both.hasRemaining(); ) {
            position += file.write(both, position);
        }
        file.force(false);
        named = chunk;
    }

    private boolean isNamed(Map<String, String> chunk) {
        return named != null && number(named, VERSION) >= number(chunk, VERSION);
    }

    /** The map at the beginning of a block, if it begins like this; the buffer stays as it is. */
    private static @Nullable Map<String, String> text(ByteBuffer source, String beginning) {
        byte[] bytes = new byte[Math.min(TEXT_LIMIT, source.remaining())];
        source.get(source.position(), bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return text.startsWith(beginning) && end > 0
                ? DataUtils.parseMap(text.substring(0, end).strip())
                : null;
    }

    private static long number(Map<String, String> values, String key) {
        return DataUtils.parseHexLong(values.getOrDefault(key, "0"));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
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
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
