package io.leadhook.store;

import static java.util.Objects.requireNonNull;

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
 * The file of an H2 database, whose header names the newest chunk that is known to be on disk, and which lets nothing of
 * that state be overwritten.
 *
 * <p>Why: H2 2.5.252 writes a chunk per commit, and the header only now and then; when it does, it still names the chunk
 * before ({@code FileStore.storeBuffer} remembers the new one too late). After a kill H2 looks where the header leads,
 * where each chunk expects its successor, and at the end of the file. As soon as space is reused the successor is often
 * elsewhere. Then commits are not found again, synced or not, and what is written on from there mixes with what was not
 * found. So the header is written here alone: with each sync, after the chunks are on disk, and marked as clean, so that
 * H2 believes it without a search. What was committed after the last sync is taken back by a kill, as by a power cut.
 *
 * <p>H2 also reuses the space of a chunk as soon as no live page is in it, if the chunk was <em>made</em> longer ago than
 * {@code RETENTION_TIME}: two commits after a page was replaced it may be gone, while the header still names the state
 * that needs it. So H2 is told to keep the last {@value #VERSIONS_KEPT} versions as soon as it has opened the file, and the
 * header never falls behind by half as many: then the write syncs. Nothing hangs on a clock.
 *
 * <p>{@code H2HeaderTest} opens what is in the file between two writes, and within one, as a kill would leave it. Not
 * covered: a file that a kill left with an open transaction, opened more than 45 s later, and killed once more within
 * the one write that undoes that transaction. Thread-safe.
 */
final class NewestChunkFile extends FileBaseDefault {
    private static final int BLOCK = 4_096;
    private static final int HEADER_BLOCKS = 2;
    private static final int TEXT_LIMIT = 1_024;
    /** How many states H2 keeps whole besides the newest one, once it was told to. */
    static final int VERSIONS_KEPT = 64;

    private static final String VERSION = "version";
    private static final String CLEAN = "clean";
    private static final String CHECKSUM = "fletcher";
    private static final String[] CHUNK_KEYS = {"block", "chunk", VERSION};

    private final FileChannel file;
    /** What the header says besides the chunk: format, block size, when it was made. */
    private @Nullable Map<String, String> header;

    private volatile @Nullable Map<String, String> newest;
    private volatile @Nullable Map<String, String> named;
    /** By how many versions the header may lag behind; H2 keeps none by itself. */
    private volatile int mayLag;

    NewestChunkFile(FileChannel file) throws IOException {
        this.file = file;
        Map<String, String> found = half(0);
        Map<String, String> copy = half(BLOCK);
        header = version(copy) > version(found) ? copy : found;
        if (header != null && header.containsKey(CLEAN)) {
            newest = header;
            named = header;
            if (!header.equals(found) || !header.equals(copy)) {
                // A crash came in the middle of the header. Where its two halves differ, H2 would search again.
                name(header);
            }
        }
    }

    /** From now on H2 keeps {@value #VERSIONS_KEPT} versions. */
    void versionsAreKept() {
        mayLag = VERSIONS_KEPT / 2;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if (position == 0) {
            return writeHeader(source);
        }
        Map<String, String> chunk = position < HEADER_BLOCKS * BLOCK ? null : text(source, "chunk:");
        int written = file.write(source, position);
        // One that is not newer is only moved.
        if (chunk != null && version(chunk) > version(newest)) {
            chunk.put("block", Long.toHexString(position / BLOCK));
            newest = chunk;
            if (version(chunk) - version(named) > mayLag) {
                force(false);
            }
        }
        return written;
    }

    /** H2's own is written for a new file and when the file is closed; in between it would name what is not on disk. */
    private synchronized int writeHeader(ByteBuffer source) throws IOException {
        Map<String, String> given = text(source, "H:");
        if (header == null || given == null || given.containsKey(CLEAN)) {
            file.force(false);
            header = given;
            named = given;
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
        synchronized (this) {
            if (header != null && onDisk != null && !isNamed(onDisk)) {
                name(onDisk);
            }
        }
    }

    private void name(Map<String, String> chunk) throws IOException {
        HashMap<String, String> values = new HashMap<>(requireNonNull(header));
        values.remove(CHECKSUM);
        values.put(CLEAN, "1");
        for (String key : CHUNK_KEYS) {
            values.put(key, chunk.get(key));
        }
        StringBuilder text = DataUtils.appendMap(new StringBuilder(), values);
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, CHECKSUM, DataUtils.getFletcher32(bytes, 0, bytes.length));
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
        return version(named) >= version(chunk);
    }

    /** The half of the header that begins there, if it is whole. */
    private @Nullable Map<String, String> half(long position) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        file.read(block, position);
        Map<String, String> values = text(block.flip(), "H:");
        String checksum = values == null ? null : values.remove(CHECKSUM);
        if (checksum == null) {
            return null;
        }
        int checked = new String(block.array(), StandardCharsets.ISO_8859_1).indexOf("," + CHECKSUM);
        return DataUtils.getFletcher32(block.array(), 0, checked) == DataUtils.parseHexInt(checksum) ? values : null;
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

    private static long version(@Nullable Map<String, String> values) {
        return values == null ? 0 : DataUtils.parseHexLong(values.getOrDefault(VERSION, "0"));
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
