package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.deadletter.RealDeadLetters;
import io.leadhook.replica.Lease;
import io.leadhook.testing.Rows;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlyReplayTest {
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final EngineInSteps engine = new EngineInSteps(Bounds.DEFAULT, this::write);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_dead_letter_that_is_replayed_before_its_engine_has_been_told_is_sent_again() throws Exception {
        engine.receiver = exchange -> {
            throw new HttpOperationFailedException("http://crm", 422, "no", null, Map.of(), "");
        };
        engine.comes(1);
        engine.turn();
        engine.workers.run(0);
        assertThat(new Rows(engine.database.jdbc()).state(1)).isEqualTo("dead");

        RealDeadLetters.of(engine.database, new Destinations()).replay(1, true);
        engine.engine.rescan();
        engine.turn();
        told.complete(null);
        engine.turn();

        assertThat(engine.workers.size()).as("attempts that wait for a worker").isEqualTo(1);
    }

    /** The result is on disk; that this is so is told later. */
    private CompletableFuture<Void> write(Lease lease, Result result) {
        engine.write(lease, result);
        return told;
    }
}
