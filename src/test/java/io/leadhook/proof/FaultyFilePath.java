package io.leadhook.proof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code faulty:}, whose disk does not confirm a sync while a file {@code disk-sick} stands beside the
 * database. Public, because H2 makes more of it by reflection.
 */
public final class FaultyFilePath extends FilePathWrapper {
    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FaultyFile(super.open(mode), this);
    }

    void requireHealth() throws IOException {
        if (Files.exists(Path.of(unwrap().toString()).resolveSibling("disk-sick"))) {
            throw new IOException("Input/output error");
        }
    }
}
