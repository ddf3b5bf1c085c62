package io.leadhook.proof;

import io.leadhook.Leadhook;
import org.h2.store.fs.FilePath;
import org.springframework.boot.SpringApplication;

/** The real hub on a {@link LazyDisk}: kill it, and the power is cut. */
public final class PowerCutHub {
    private PowerCutHub() {}

    public static void main(String[] args) {
        FilePath.register(new LazyFilePath());
        SpringApplication.run(Leadhook.class, args);
    }
}
