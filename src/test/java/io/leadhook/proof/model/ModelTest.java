package io.leadhook.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.leadhook.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/**
 * Lives of the hub, made of a seed each. A long run: {@code -Dleadhook.proof.model.seeds=1000}; one seed again, with its
 * whole story: {@code -Dleadhook.proof.model.seed=N}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelTest {
    private static final @Nullable Long SEED = Long.getLong("leadhook.proof.model.seed");
    private static final int SEEDS = Integer.getInteger("leadhook.proof.model.seeds", 25);
    /** PostgreSQL costs more for each. */
    private static final int REPLICA_SEEDS = Math.max(5, SEEDS / 10);
    /** So many lives at most until a planted bug shows. */
    private static final int PATIENCE = 40;

    private final ExecutorService closer = Executors.newCachedThreadPool();
    private final Map<Logger, Optional<Level>> levels = new HashMap<>();

    @BeforeAll
    void quieten() {
        // Crashes and lost leases are what these lives are made of.
        for (String name : List.of("io.leadhook", "org.apache.camel")) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            levels.put(logger, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.OFF);
        }
    }

    @AfterAll
    void end() {
        levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
        closer.shutdown();
    }

    @Test
    void no_life_of_a_hub_breaks_a_promise() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            everySeed(database, false, SEEDS);
        }
    }

    @Test
    void no_life_of_two_replicas_breaks_a_promise() throws Exception {
        try (TestDatabase database = TestDatabase.postgres()) {
            everySeed(database, true, REPLICA_SEEDS);
        }
    }

    @Test
    void the_model_catches_an_epoch_that_is_not_checked() throws Exception {
        try (TestDatabase database = TestDatabase.postgres()) {
            assertThat(firstViolation(database, true, Bug.EPOCH_NOT_CHECKED)).isPresent();
        }
    }

    @Test
    void the_model_catches_a_lane_that_goes_past_its_failed_head() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            assertThat(firstViolation(database, false, Bug.LANE_PASSES_FAILED_HEAD))
                    .isPresent();
        }
    }

    @Test
    void the_model_catches_an_acknowledgement_before_the_commit() throws Exception {
        try (TestDatabase database = TestDatabase.h2()) {
            assertThat(firstViolation(database, false, Bug.ACKNOWLEDGED_TOO_SOON))
                    .isPresent();
        }
    }

    private void everySeed(TestDatabase database, boolean postgres, int seeds) throws Exception {
        long[] all = SEED == null ? LongStream.rangeClosed(1, seeds).toArray() : new long[] {SEED};
        for (long seed : all) {
            ModelRun run = new ModelRun(database, postgres, seed, Bug.NONE, closer);
            Optional<String> violation = run.run();
            assertThat(violation)
                    .as(
                            "-Dleadhook.proof.model.seed=%d on %s:%n%s",
                            seed, postgres ? "PostgreSQL" : "H2", String.join(System.lineSeparator(), run.story()))
                    .isEmpty();
        }
    }

    private Optional<String> firstViolation(TestDatabase database, boolean postgres, Bug bug) throws Exception {
        for (long seed = 1; seed <= PATIENCE; seed++) {
            Optional<String> violation = new ModelRun(database, postgres, seed, bug, closer).run();
            if (violation.isPresent()) {
                System.out.printf("%s: seed %d, %s%n", bug, seed, violation.get());
                return violation;
            }
        }
        return Optional.empty();
    }
}
