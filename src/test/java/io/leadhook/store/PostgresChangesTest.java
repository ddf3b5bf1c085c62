package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadhook.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class PostgresChangesTest extends ChangesContract {
    PostgresChangesTest() {
        super(TestDatabase.postgres());
    }

    @Test
    void nothing_is_to_be_acknowledged_in_a_session_that_does_not_wait_for_the_disk() {
        assertThatThrownBy(() -> transaction.execute(status -> {
                    jdbc.execute("set local synchronous_commit = off");
                    return changes.nextDurableIds("event", 2);
                }))
                .isInstanceOf(DurabilityException.class)
                .hasMessageContaining("synchronous_commit");
    }
}
