package io.leadhook.proof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code faulty:}, whose disk is full while a file {@code disk-full} stands beside the database, and
 * does not confirm a sync while there is a {@code disk-sick}. Public, because H2 makes more of it by reflection.
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

    void requireSpace() throws IOException {
        if (isThere("disk-full")) {
            throw new IOException("No space left on device");
        }
    }

    void requireHealth() throws IOException {
        if (isThere("disk-sick")) {
            throw new IOException("Input/output error");
        }
    }

    private boolean isThere(String trouble) {
        return Files.exists(Path.of(unwrap().toString()).resolveSibling(trouble));
    }
}
