package io.leadhook.proof;

import io.leadhook.Leadhook;
import io.leadhook.store.Database;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/**
 * The real hub on a {@link LazyDisk}: kill it, and the power is cut. With {@code PROOF_SYNC=off} in its environment it
 * is the hub that it would be without its sync.
 */
public final class PowerCutHub {
    private PowerCutHub() {}

    public static void main(String[] args) {
        FilePath.register(new LazyFilePath());
        SpringApplication hub = new SpringApplication(Leadhook.class);
        if ("off".equals(System.getenv("PROOF_SYNC"))) {
            hub.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new SyncTakenOut()));
        }
        hub.run(args);
    }

    private static final class SyncTakenOut implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Database database ? new Unsynced(database) : bean;
        }
    }

    private record Unsynced(Database database) implements Database {
        @Override
        public List<Long> nextIds(String table, int count) {
            return database.nextIds(table, count);
        }

        @Override
        public boolean isShared() {
            return database.isShared();
        }

        @Override
        public void sync() {
            // what this is about
        }

        @Override
        public void relaxCommit() {
            database.relaxCommit();
        }

        @Override
        public void requireDurableCommit() {
            database.requireDurableCommit();
        }
    }
}
