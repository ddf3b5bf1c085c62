package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
    @Test
    void what_an_h2_file_may_take_is_what_its_disk_has_left(@TempDir Path folder) throws Exception {
        long left = Files.getFileStore(folder).getUsableSpace();

        long found = of("jdbc:h2:file:" + folder.resolve("leadhook") + ";WRITE_DELAY=0");

        assertThat(found).isBetween(left / 2, left * 2);
        assertThat(of("jdbc:h2:" + folder.resolve("leadhook"))).isBetween(left / 2, left * 2);
    }

    @Test
    void what_the_disk_of_another_machine_has_left_is_not_known() {
        assertThat(of("jdbc:postgresql://127.0.0.1/leadhook")).isEqualTo(Long.MAX_VALUE);
    }

    private static long of(String url) {
        try (HikariDataSource unopened = new HikariDataSource()) {
            unopened.setJdbcUrl(url);
            return new StoreConfiguration().freeSpace(unopened).bytes();
        }
    }
}
