package io.leadhook.proof.model;

import io.leadhook.delivery.SteppedDelivery;
import io.leadhook.event.LeadEvent;
import io.leadhook.order.LeadKey;
import io.leadhook.replica.Lease;
import io.leadhook.replica.SteppedReplica;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Receivers in memory, which fail as receivers do and look at each request as it comes: whether it may come at all, and
 * whether it comes in its turn.
 */
final class Receivers implements SteppedDelivery.Receiver {
    /** One event in one request. */
    record Taken(String destination, long delivery, String eventId, Answer answer, Gate gate, Lease lease) {}

    enum Answer {
        OK,
        /** The receiver has it, and the hub does not know. */
        LOST,
        BUSY,
        UNREACHABLE,
        REFUSED
    }

    private enum Mood {
        WELL,
        MOODY,
        DOWN
    }

    private record Row(long id, String state, int attempts) {}

    private final JdbcTemplate truth;
    private final Random random;
    private final Network network;
    private final boolean leased;
    private final Map<String, Mood> moods = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<Long> replayed = new HashSet<>();
    private final Set<Long> forced = new HashSet<>();
    private final Map<String, Map<LeadKey, Long>> newest = new HashMap<>();
    private final Set<String> had = new HashSet<>();
    private final Map<String, List<String>> byKey = new HashMap<>();
    private final List<Taken> log = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private boolean kind;

    /** @param leased whether the lease of a request is to be looked up */
    Receivers(JdbcTemplate truth, Random random, Network network, boolean leased) {
        this.truth = truth;
        this.random = random;
        this.network = network;
        this.leased = leased;
    }

    /** From now on they take whatever they do not refuse for good. */
    void becomeKind() {
        kind = true;
    }

    /** An operator sends it again: it may come behind later ones of its lead; without force, not behind a newer state. */
    void expectAgain(long delivery, boolean force) {
        replayed.add(delivery);
        if (force) {
            forced.add(delivery);
        }
    }

    List<Taken> log() {
        return log;
    }

    List<String> violations() {
        return violations;
    }

    @Override
    public void take(SteppedDelivery from, Lease lease, List<String> eventIds, Exchange exchange) throws Exception {
        Gate gate = from.store().gate();
        checkLease(from, lease);
        gate.passQuietly("before a request");
        List<Row> rows = new ArrayList<>();
        for (String eventId : eventIds) {
            rows.add(row(from.name(), eventId));
        }
        checkHeaders(exchange, eventIds, rows.get(0));
        Answer answer = answer(from.name(), eventIds);
        for (int i = 0; i < eventIds.size(); i++) {
            Row row = rows.get(i);
            check(
                    row.state().equals("pending") || row.state().equals("retrying"),
                    from.name() + " was sent " + eventIds.get(i) + ", which is " + row.state());
            if (from.batch() == 1 || answer == Answer.OK || answer == Answer.LOST) {
                checkTurn(from, eventIds.get(i), row.id());
            }
            if (from.skipsSuperseded() && !forced.contains(row.id())) {
                checkNotPointless(from.name(), eventIds.get(i), row.id());
            }
            log.add(new Taken(from.name(), row.id(), eventIds.get(i), answer, gate, lease));
        }
        gate.pass("after a request");
        reply(answer);
    }

    /** A hub that the table does not name any more must know by its own clock. */
    private void checkLease(SteppedDelivery from, Lease lease) {
        if (leased) {
            check(
                    lease.isHeld()
                            || SteppedReplica.owns(truth, from.store().gate().name(), lease),
                    from.name() + " was sent something under a lease that is lost");
        }
    }

    private Row row(String destination, String eventId) {
        List<Row> rows = truth.query(
                "select id, state, attempts from delivery where destination = ? and event_id = ?",
                (row, number) -> new Row(row.getLong(1), row.getString(2), row.getInt(3)),
                destination,
                eventId);
        check(rows.size() == 1, rows.size() + " deliveries of " + eventId + " to " + destination);
        return rows.isEmpty() ? new Row(0, "missing", 0) : rows.get(0);
    }

    /** A key stands for one event, or for one list of them, however often they come. */
    private void checkHeaders(Exchange exchange, List<String> eventIds, Row row) {
        String eventId = eventIds.get(0);
        String key = exchange.getMessage().getHeader("Idempotency-Key", String.class);
        check(
                eventIds.size() > 1 ? !eventIds.contains(key) : eventId.equals(key),
                eventIds + " came with the idempotency key " + key);
        List<String> before = byKey.putIfAbsent(key, List.copyOf(eventIds));
        check(before == null || before.equals(eventIds), eventIds + " came with the idempotency key of " + before);
        check(
                Integer.valueOf(row.attempts() + 1).equals(exchange.getMessage().getHeader("X-Leadhook-Attempt")),
                eventId + " came as attempt " + exchange.getMessage().getHeader("X-Leadhook-Attempt") + " after "
                        + row.attempts());
    }

    /**
     * An event to a request: even a failed attempt of a later event is out of order. Several to a request: one attempt
     * carries what is in order, and what counts is what the receiver has taken first.
     */
    private void checkTurn(SteppedDelivery from, String eventId, long delivery) {
        Map<LeadKey, Long> newestOf = newest.computeIfAbsent(from.name(), name -> new HashMap<>());
        LeadEvent event = network.event(eventId);
        boolean again = !had.add(from.name() + " " + eventId) && from.batch() > 1;
        for (LeadKey lead : LeadKey.of(event)) {
            long before = newestOf.getOrDefault(lead, 0L);
            check(
                    before <= delivery || replayed.contains(delivery) || again,
                    from.name() + " was sent " + eventId + " (delivery " + delivery + ") after delivery " + before
                            + " of " + lead);
            if (!replayed.contains(delivery)) {
                newestOf.merge(lead, delivery, Math::max);
            }
        }
    }

    private void checkNotPointless(String destination, String eventId, long delivery) {
        List<Long> newer = truth.queryForList("""
                select newer.id
                from delivery older
                join delivery newer on newer.lead_id = older.lead_id and newer.source = older.source
                 and newer.destination = older.destination
                where older.id = ? and newer.id > older.id and newer.state = 'delivered'
                  and older.event_type in ('lead.created', 'lead.updated', 'lead.scored')
                  and newer.event_type in ('lead.created', 'lead.updated', 'lead.deleted')
                """, Long.class, delivery);
        check(
                newer.isEmpty(),
                destination + " was sent " + eventId + " (delivery " + delivery + ") though " + newer
                        + " had been delivered");
    }

    private Answer answer(String destination, List<String> eventIds) {
        if (random.nextInt(25) == 0) {
            moods.put(destination, Mood.values()[random.nextInt(Mood.values().length)]);
        }
        if (eventIds.stream().anyMatch(eventId -> isRefused(destination, eventId))) {
            return Answer.REFUSED;
        }
        if (kind) {
            return Answer.OK;
        }
        int wellness = switch (moods.getOrDefault(destination, Mood.WELL)) {
            case WELL -> 92;
            case MOODY -> 40;
            case DOWN -> 0;
        };
        int dice = random.nextInt(100);
        if (dice < wellness) {
            return Answer.OK;
        }
        return List.of(Answer.LOST, Answer.BUSY, Answer.UNREACHABLE).get(dice % 3);
    }

    private boolean isRefused(String destination, String eventId) {
        String one = destination + " " + eventId;
        if (!had.contains(one) && !refused.contains(one) && !kind && random.nextInt(40) == 0) {
            refused.add(one);
        }
        return refused.contains(one);
    }

    private static void reply(Answer answer) throws Exception {
        switch (answer) {
            case OK -> {}
            case LOST -> throw new SocketTimeoutException("Read timed out");
            case UNREACHABLE -> throw new java.net.ConnectException("Connection refused");
            case BUSY -> throw new HttpOperationFailedException("http://receiver", 503, "busy", null, Map.of(), "");
            case REFUSED -> throw new HttpOperationFailedException("http://receiver", 422, "no", null, Map.of(), "");
        }
    }

    /** Noted and not thrown: a route's failure is an engine's daily work. */
    private void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }
}
