package io.leadhook.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.store.AppendStore;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever is in memory, a destination gets what is stored. */
abstract class StoredBodiesContract extends StoreContract {
    private static final byte[] RAW = bytes("as it came");
    private static final byte[] CANONICAL = bytes("canonical");
    private static final byte[] CHANGED = bytes("changed in the table");

    @SuppressWarnings("NullAway.Init")
    private JdbcTemplate jdbc;

    @SuppressWarnings("NullAway.Init")
    private StoredBodies bodies;

    @SuppressWarnings("NullAway.Init")
    private JdbcAppend append;

    @BeforeEach
    void start() {
        jdbc = new JdbcTemplate(database.dataSource());
        bodies = new StoredBodies(jdbc);
        AppendStore store = new AppendStore(jdbc, database.transactions(), Databases.of(database, jdbc));
        append = new JdbcAppend(store, new KeptRepeats(store), bodies);
    }

    @Test
    void what_was_just_stored_is_not_read_again() {
        long canonicalAlready = append(null, null);
        long mapped = append(CANONICAL, null);
        change(canonicalAlready);
        change(mapped);

        assertThat(of(canonicalAlready)).isEqualTo(RAW);
        assertThat(of(mapped)).isEqualTo(CANONICAL);
    }

    @Test
    void after_a_restart_it_is_read() {
        long canonicalAlready = append(null, null);
        long mapped = append(CANONICAL, null);

        StoredBodies restarted = new StoredBodies(jdbc);

        assertThat(restarted.of(canonicalAlready, "leads", "evt")).isEqualTo(RAW);
        assertThat(restarted.of(mapped, "leads", "evt")).isEqualTo(CANONICAL);
    }

    @Test
    void a_thin_event_is_delivered_with_what_was_fetched_for_it() {
        long thin = append(CANONICAL, Rows.RECEIVED.plusSeconds(30));
        change(thin);

        assertThat(of(thin)).isEqualTo(CHANGED);
    }

    @Test
    void the_neighbours_that_were_dispatched_are_read_along() {
        rows.event(32, "lead.updated", "lead_1");
        rows.event(33, "lead.updated", "lead_1");
        rows.waiting(34, "lead.updated", "lead_1");
        rows.event(64, "lead.updated", "lead_1");
        bodies.of(32, "leads", "evt_32");
        for (long id : new long[] {33, 34, 64}) {
            change(id);
        }

        assertThat(bodies.of(33, "leads", "evt_33"))
                .as("a neighbour")
                .asString()
                .contains("evt_33");
        assertThat(bodies.of(34, "leads", "evt_34"))
                .as("its body could still change")
                .isEqualTo(CHANGED);
        assertThat(bodies.of(64, "leads", "evt_64")).as("of the next group").isEqualTo(CHANGED);
    }

    @Test
    void of_an_event_that_was_deleted_there_is_none() {
        assertThatThrownBy(() -> of(7))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Event 7 is no longer stored");
    }

    /** A PostgreSQL that a standby has taken over for draws the ids of what it does not know again. */
    @Test
    void an_event_with_the_id_of_one_that_was_lost_is_not_taken_for_it() {
        long lost = append(null, null);
        jdbc.update("delete from inbox");
        jdbc.update("delete from event");
        rows.event(lost, "lead.updated", "lead_2");

        assertThat(bodies.of(lost, "leads", "evt_" + lost)).asString().contains("evt_" + lost);
        assertThatThrownBy(() -> of(lost))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Event " + lost + " is no longer stored");
    }

    /** As a delivery of what {@link #append} stored asks for it. */
    private byte[] of(long event) {
        return bodies.of(event, "leads", "evt");
    }

    private long append(byte @Nullable [] canonical, @Nullable Instant fetchUntil) {
        LeadEvent event =
                new LeadEvent("leads", "evt", new EventType("lead.updated"), "lead_1", null, Rows.RECEIVED, null, null);
        append.append(List.of(new Arrival.Readable(event, RAW, canonical, Rows.RECEIVED, fetchUntil)));
        Long id = jdbc.queryForObject("select max(id) from event", Long.class);
        return id == null ? 0 : id;
    }

    private void change(long event) {
        jdbc.update("update event set canonical = ? where id = ?", CHANGED, event);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
