package io.leadhook.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

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
        MVStore store = ((SessionLocal) opened.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
        NewestChunkFile file = store.getFileStore() == null
                ? null
                : OPEN.get(store.getFileStore().getFileName());
        if (file != null) {
            store.setVersionsToKeep(NewestChunkFile.VERSIONS_KEPT);
            file.versionsAreKept();
        }
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
