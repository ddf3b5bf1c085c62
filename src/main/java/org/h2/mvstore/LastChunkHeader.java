package org.h2.mvstore;

/**
 * Makes the header of an H2 file point to its newest chunk. In H2's package, since nothing public does it.
 *
 * <p>Why: H2 2.5.252 writes its header, when it does at all, before it remembers the chunk that it has just written
 * ({@code FileStore.storeBuffer}), so the header names the one before. After a kill H2 follows the header and the chunk
 * that each chunk expects as its successor, or takes the last one in the file. As soon as space is reused
 * ({@code RETENTION_TIME} after the start) the successor is often not where it was expected, and up to 20 commits,
 * synced or not, are not found again; with the next writes the file may fall back to its first minutes. Called before
 * {@code CHECKPOINT SYNC}, everything committed before is what the header names. {@code H2HeaderTest} shows both.
 */
public final class LastChunkHeader {
    private LastChunkHeader() {}

    /** Does nothing if it does so already. Thread-safe. */
    public static void write(MVStore store) {
        FileStore<?> file = store.getFileStore();
        if (file == null || file.isReadOnly()) {
            return;
        }
        file.saveChunkLock.lock();
        try {
            // Said to be clean, it is believed without a search; the next chunk takes that back.
            if (!isUpToDate(file)) {
                file.writeCleanShutdownMark();
            }
        } finally {
            file.saveChunkLock.unlock();
        }
    }

    private static boolean isUpToDate(FileStore<?> file) {
        return file.getStoreHeader().containsKey("clean")
                && Long.valueOf(file.lastChunkVersion())
                        .equals(file.getStoreHeader().get("version"));
    }
}
