package io.leadhook.proof;

import io.leadhook.Leadhook;
import org.h2.store.fs.FilePath;

/** The real hub on the disk that {@link FaultyFilePath} describes. */
public final class FaultyDiskHub {
    private FaultyDiskHub() {}

    public static void main(String[] args) {
        FilePath.register(new FaultyFilePath());
        Leadhook.main(args);
    }
}
