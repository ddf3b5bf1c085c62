package io.leadhook.store;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * H2's file system {@code newest:}, which sees to it that a database is found again as it was: {@link NewestChunkFile}
 * says why. Public, because H2 makes more of it by reflection.
 */
public final class NewestChunkPath extends FilePathWrapper {
    private static final String SCHEME = "newest";
    private static final String H2 = "jdbc:h2:";
    private static final String FILE = "file:";
    private static final Map<String, NewestChunkFile> OPEN = new ConcurrentHashMap<>();

    static {
        FilePath.register(new NewestChunkPath());
    }

    /** The same database by this file system; a URL that leads to no file of this machine stays as it is. */
    static String in(String url) {
        if (H2File.of(url).isEmpty()) {
            return url;
        }
        String name = url.substring(H2.length());
        name = name.startsWith(FILE) ? name.substring(FILE.length()) : name;
        // H2 takes its NIO file system where no other one is named.
        boolean named = name.split(";", 2)[0].matches("[a-z]{2,}:.*");
        return H2 + FILE + SCHEME + ":" + (named ? "" : "nio:") + name;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    /** Tells H2 to keep what the header may still name; to be called when it has opened the database, before it is used. */
    static void keepVersions(Connection opened) throws SQLException {
        MVStore store = store(opened);
        NewestChunkFile file = file(store);
        if (file != null) {
            store.setVersionsToKeep(NewestChunkFile.VERSIONS_KEPT);
            file.versionsAreKept();
        }
    }

    /**
     * Makes what was committed outlast a power cut and a kill. Unlike {@code CHECKPOINT SYNC} it stores nothing by itself,
     * so that it may come while a transaction writes; with {@code WRITE_DELAY=0} each commit is in the file already. That is
     * what a database gets that is not in this file system.
     */
    static void sync(Connection connection) throws SQLException {
        NewestChunkFile file = file(store(connection));
        if (file == null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
            return;
        }
        try {
            file.force(false);
        } catch (ClosedChannelException e) {
            throw new SQLException("H2 has closed its file", "90098", ErrorCode.DATABASE_IS_CLOSED);
        } catch (IOException e) {
            throw new SQLException("The H2 file could not be synced", e);
        }
    }

    /**
     * Whether transactions that end now are written at once, as {@code WRITE_DELAY=0} says, or by the next one that is. To
     * be changed by the one who writes, and changed back before another does.
     */
    static void writeAtCommit(Connection connection, boolean atOnce) throws SQLException {
        store(connection).setAutoCommitDelay(atOnce ? 0 : -1);
    }

    /** None for a database in memory, or in another file system. */
    private static @Nullable NewestChunkFile file(MVStore store) {
        return store.getFileStore() == null
                ? null
                : OPEN.get(store.getFileStore().getFileName());
    }

    private static MVStore store(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = super.open(mode);
        if (!name.endsWith(".mv.db") || mode.equals("r")) {
            return file;
        }
        NewestChunkFile newest = new NewestChunkFile(file);
        OPEN.put(name, newest);
        return newest;
    }
}
