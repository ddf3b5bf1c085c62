package io.leadhook.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDatabaseTest {
    @Test
    void h2_in_memory_is_migrated_and_empty() {
        try (TestDatabase database = TestDatabase.h2()) {
            assertThat(events(database)).isZero();
        }
    }

    @Test
    void h2_in_a_file_keeps_its_rows_over_a_close(@TempDir Path folder) {
        try (TestDatabase database = TestDatabase.h2(folder)) {
            database.jdbc()
                    .sql("insert into setting (name, content) values ('k', 'v')")
                    .update();
        }

        try (TestDatabase database = TestDatabase.h2(folder)) {
            assertThat(database.jdbc()
                            .sql("select content from setting where name = 'k'")
                            .query(String.class)
                            .single())
                    .isEqualTo("v");
        }
    }

    @Test
    void postgres_databases_do_not_see_each_other() {
        try (TestDatabase one = TestDatabase.postgres();
                TestDatabase other = TestDatabase.postgres()) {
            one.jdbc()
                    .sql("insert into setting (name, content) values ('k', 'v')")
                    .update();

            assertThat(other.jdbc()
                            .sql("select count(*) from setting")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private static long events(TestDatabase database) {
        return database.jdbc()
                .sql("select count(*) from event")
                .query(Long.class)
                .single();
    }
}
