package io.leadhook.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePathWrapper;

/** H2's file system {@code lazy:}, whose files are {@link LazyDisk}s. Public, because H2 makes more of it by reflection. */
public final class LazyFilePath extends FilePathWrapper {
    private static final Map<String, LazyDisk> DISKS = new ConcurrentHashMap<>();
    private static final double LEAK = Double.parseDouble(System.getenv().getOrDefault("PROOF_LEAK", "0"));

    @Override
    public String getScheme() {
        return "lazy";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (!name.endsWith(".mv.db")) {
            return super.open(mode);
        }
        return new LazyFile(DISKS.computeIfAbsent(name, path -> disk(mode)));
    }

    private LazyDisk disk(String mode) {
        try {
            return new LazyDisk(getBase().open(mode), LEAK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size() {
        LazyDisk disk = DISKS.get(name);
        return disk == null ? super.size() : disk.size();
    }
}
