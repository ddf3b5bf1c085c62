package io.leadhook.deadletter;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends the wait of one delivery, so that its next attempt is made now. Thread-safe. */
@Component
public class RetryNow {
    private static final String DUE_NOW = """
            update delivery set next_attempt_at = :now
            where id = :id and state = 'retrying' and next_attempt_at > :now
            """;

    private final JdbcClient jdbc;
    private final DeadLetters deadLetters;
    private final Clock clock;

    RetryNow(JdbcClient jdbc, DeadLetters deadLetters, Clock clock) {
        this.jdbc = jdbc;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * A delivery that waits for its next attempt is due at once, with the attempts that it has left; a dead letter is
     * replayed. A paused or parked destination sends it when it goes on. What is under way, has its turn anyhow or is
     * finished stays as it is: {@link Handling.NotDead}.
     */
    public Handling retry(long id) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean due = jdbc.sql(DUE_NOW).param("now", now).param("id", id).update() == 1;
        // The destination looks for what is due several times a second.
        return due ? new Handling.Done(id, "retrying") : deadLetters.replay(id, false);
    }
}
