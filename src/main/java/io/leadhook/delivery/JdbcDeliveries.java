package io.leadhook.delivery;

import io.leadhook.event.EventType;
import io.leadhook.replica.Lease;
import io.leadhook.store.Change;
import io.leadhook.store.Columns;
import io.leadhook.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the engine of a destination reads from and moves in the delivery table. The column {@code ready} says what may
 * be loaded: 1 now, 0 not before its time (retrying) or its turn (behind such a one), null never again. 2 is what an
 * operator has set free: {@link #takeFreed} makes it 1 when the engine begins with the lowest id again; until then
 * newer deliveries of its lead wait for it, or they would pass it.
 *
 * <p>The queries sort by all columns of the index that they use, constant ones too: only then does H2 stop at the
 * limit instead of sorting the whole backlog. And a range has both ends: the nulls of an index lie below every value.
 */
@Repository
class JdbcDeliveries {
    /** A delivery in its lane, and whether it may be loaded once what is before it has been. */
    record InLane(Delivery delivery, boolean mayGo) {}

    private static final String COLUMNS = """
            select id, event_ref, destination, source, event_id, event_type, lead_id, related_lead_id, received_at,
                   coalesce(replayed_at, received_at) as since, late, attempts
            from delivery
            """;
    private static final String IN_LANE = COLUMNS.replace("attempts", "attempts, state, next_attempt_at");

    /**
     * True for all that is open. It lets PostgreSQL use the index of a destination's open deliveries, which a query for
     * one lead must not: while statistics are old, it would read there all that waits for the destination.
     */
    private static final String OF_A_DESTINATION = "state <> 'delivered'";

    /** Null in a finished row. */
    private static final List<String> OPEN_LEADS = List.of("open_lead", "open_related_lead");

    /**
     * All lanes in one question: on PostgreSQL each is a way there and back. One value of ready at a time: in a union H2
     * takes another index, and reads the whole backlog for each lane.
     */
    private static final List<String> FIRST_OF_LANES =
            OPEN_LEADS.stream().map(column -> """
                    select lane.source, lane.lead, (
                        select id from delivery
                        where open_lead = lane.lead and destination = ? and ready = ? and source = lane.source
                        order by open_lead, destination, ready, id fetch first 1 rows only) as first_id
                    from unnest(cast(? as varchar array), cast(? as varchar array)) as lane (source, lead)
                    """.replace("open_lead", column)).toList();

    /** A merge finds them by id. PostgreSQL might look for the states, and read all that waits. */
    private static final String PARK = """
            merge into delivery
            using (
                select * from unnest(cast(? as bigint array), cast(? as bigint array), cast(? as varchar array))
                    as parked (id, event_ref, destination)
            ) parked
            on delivery.id = parked.id
            when matched and delivery.event_ref = parked.event_ref and delivery.destination = parked.destination
                and delivery.state in ('pending', 'retrying') then
                update set ready = 0, state = 'pending', next_attempt_at = null
            """;

    private static final int UNPARKED_AT_ONCE = 5_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;

    JdbcDeliveries(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
    }

    /** Those that may start and have a higher id, lowest first. */
    List<Delivery> ready(String destination, long afterId, int limit) {
        return jdbc.query(
                COLUMNS + " where destination = ? and ready = 1 and " + OF_A_DESTINATION + " and id > ?"
                        + " order by destination, ready, id fetch first ? rows only",
                JdbcDeliveries::read,
                destination,
                afterId,
                limit);
    }

    /** The newest of those that may start and have a higher id, lowest first. */
    List<Delivery> newest(String destination, long afterId, int limit) {
        return jdbc
                .query(
                        COLUMNS + " where destination = ? and ready = 1 and " + OF_A_DESTINATION + " and id > ?"
                                + " order by destination desc, ready desc, id desc fetch first ? rows only",
                        JdbcDeliveries::read,
                        destination,
                        afterId,
                        limit)
                .stream()
                .sorted(Comparator.comparing(Delivery::id))
                .toList();
    }

    /** Those whose next attempt is due, longest due first. */
    List<Delivery> dueAgain(String destination, Instant now, int limit) {
        return jdbc.query(
                COLUMNS + " where destination = ? and next_attempt_at between ? and ? "
                        + " order by destination, next_attempt_at, id fetch first ? rows only",
                JdbcDeliveries::read,
                destination,
                Instant.EPOCH.atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC),
                limit);
    }

    /** The open deliveries of a lane, lowest first, whether they may go or wait for something. */
    List<InLane> lane(String destination, LaneKey lane, Instant now, int limit) {
        return OPEN_LEADS.stream()
                .flatMap(column ->
                        // In the direction in which others than the engine move a row, so that none is missed.
                        Stream.of(0, 2, 1)
                                .flatMap(ready -> lane(destination, lane, column, ready, now, limit).stream()))
                .distinct()
                .sorted(Comparator.comparing(row -> row.delivery().id()))
                .limit(limit)
                .toList();
    }

    private List<InLane> lane(String destination, LaneKey lane, String column, int ready, Instant now, int limit) {
        return jdbc.query(
                IN_LANE + " where " + column + " = ? and destination = ? and ready = ? and source = ? order by "
                        + column + ", destination, ready, id fetch first ? rows only",
                (row, number) -> new InLane(
                        read(row, number),
                        mayGo(row.getString("state"), row.getObject("next_attempt_at", OffsetDateTime.class), now)),
                lane.lead(),
                destination,
                ready,
                lane.source(),
                limit);
    }

    /** A dead one that holds its lead never may; one that is retrying may when its time has come. */
    private static boolean mayGo(String state, @Nullable OffsetDateTime nextAttemptAt, Instant now) {
        return state.equals("pending")
                || (nextAttemptAt != null && !nextAttemptAt.toInstant().isAfter(now));
    }

    /** Whether anything waits for its time, for its turn, or to be looked at again after an operator has set it free. */
    boolean anyWaiting(String destination) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (" + any(0) + ") or exists (" + any(2) + ")", Boolean.class, destination, destination));
    }

    /** For each lane that has one: the lowest id that is not loaded because of its time or turn. */
    Map<LaneKey, Long> firstWaiting(String destination, Collection<LaneKey> lanes) {
        Map<LaneKey, Long> found = new HashMap<>();
        addFirst(found, destination, 0, lanes);
        // After the others, since that is the way in which an operator moves a row: so none is missed.
        if (anyFreed(destination)) {
            addFirst(found, destination, 2, lanes);
        }
        return found;
    }

    /** For each lane that has one: the lowest id that may be loaded, or has been. */
    Map<LaneKey, Long> firstReady(String destination, Collection<LaneKey> lanes) {
        Map<LaneKey, Long> found = new HashMap<>();
        addFirst(found, destination, 1, lanes);
        return found;
    }

    private void addFirst(Map<LaneKey, Long> found, String destination, int ready, Collection<LaneKey> lanes) {
        String[] sources = lanes.stream().map(LaneKey::source).toArray(String[]::new);
        String[] leads = lanes.stream().map(LaneKey::lead).toArray(String[]::new);
        for (String query : FIRST_OF_LANES) {
            jdbc.query(
                    query,
                    row -> {
                        long id = row.getLong("first_id");
                        if (!row.wasNull()) {
                            found.merge(new LaneKey(row.getString("source"), row.getString("lead")), id, Math::min);
                        }
                    },
                    destination,
                    ready,
                    sources,
                    leads);
        }
    }

    /**
     * They wait for their turn, also those whose time has come before it.
     *
     * @throws io.leadhook.replica.LeaseLostException if another replica delivers to this destination now
     */
    void park(Lease lease, Collection<Delivery> deliveries) {
        if (!deliveries.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                lease.require();
                Change park = new Columns<>(deliveries.stream().distinct().toList())
                        .number(Delivery::id)
                        .number(Delivery::eventRef)
                        .text(Delivery::destination)
                        .into(PARK);
                // After a crash all are looked at again, whether they were parked or not.
                database.writeRelaxed(jdbc, List.of(park));
            });
        }
    }

    /**
     * Nobody knows any more who waits for whom: all are looked at again.
     *
     * @throws io.leadhook.replica.LeaseLostException if another replica delivers to this destination now
     */
    void unparkAll(Lease lease, String destination) {
        for (int waiting : List.of(0, 2)) {
            while (unparkSome(lease, destination, waiting) == UNPARKED_AT_ONCE) {
                // And the next ones: in one transaction for all, nobody could store an event meanwhile.
            }
        }
    }

    private int unparkSome(Lease lease, String destination, int waiting) {
        Integer rows = transaction.execute(status -> {
            lease.require();
            return jdbc.update("""
                    update delivery set ready = 1 where id in (
                        select id from delivery where destination = ? and ready = ? and state = 'pending'
                        order by destination, ready, id fetch first ? rows only)
                    """, destination, waiting, UNPARKED_AT_ONCE);
        });
        return rows == null ? 0 : rows;
    }

    boolean anyFreed(String destination) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select exists (" + any(2) + ")", Boolean.class, destination));
    }

    /**
     * One value of ready at a time, or H2 reads all deliveries that the destination ever had; and it stands in the text,
     * or PostgreSQL, which then does not know how rare it is, reads the whole backlog in search of the first.
     */
    private static String any(int ready) {
        return "select 1 from delivery where destination = ? and ready = " + ready + " and " + OF_A_DESTINATION
                + " fetch first 1 rows only";
    }

    /**
     * What an operator has set free may be loaded. To be called only when the lowest id is next to be looked for.
     *
     * @throws io.leadhook.replica.LeaseLostException if another replica delivers to this destination now
     */
    void takeFreed(Lease lease, String destination) {
        transaction.executeWithoutResult(status -> {
            lease.require();
            jdbc.update(
                    "update delivery set ready = 1 where destination = ? and ready = 2 and " + OF_A_DESTINATION,
                    destination);
        });
    }

    private static Delivery read(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getLong("event_ref"),
                row.getString("destination"),
                row.getString("source"),
                row.getString("event_id"),
                new EventType(row.getString("event_type")),
                row.getString("lead_id"),
                row.getString("related_lead_id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getBoolean("late"),
                row.getInt("attempts"));
    }
}
