package io.leadhook.proof.model;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.SteppedDelivery;
import io.leadhook.event.LeadEvent;
import io.leadhook.watch.RealReconciliation;
import io.leadhook.watch.Reconciliation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true when nothing is on its way any more. */
final class AtRest {
    private record Row(long id, String destination, String eventId, String state, boolean late) {}

    private final Network network;
    private final Receivers receivers;
    private final List<SteppedDelivery> destinations;
    private final List<Row> rows;
    private final Set<String> stored;
    private final Reconciliation sums;

    AtRest(JdbcTemplate truth, Network network, Receivers receivers, List<SteppedDelivery> destinations) {
        this.network = network;
        this.receivers = receivers;
        this.destinations = destinations;
        this.rows = truth.query(
                "select id, destination, event_id, state, late from delivery order by id",
                (row, number) -> new Row(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)));
        this.stored = new HashSet<>(
                truth.queryForList("select event_id from event where state = 'dispatched'", String.class));
        this.sums = RealReconciliation.of(JdbcClient.create(truth), new Destinations());
    }

    /** The first promise that is broken, or nothing. */
    Optional<String> violation() {
        return lost().or(this::doubled)
                .or(this::unbalanced)
                .or(this::falselyDelivered)
                .or(this::forgotten)
                .or(this::outOfOrder);
    }

    private Optional<String> lost() {
        return network.acknowledged().stream()
                .filter(eventId -> !stored.contains(eventId))
                .findFirst()
                .map(eventId -> eventId + " was acknowledged and is not stored");
    }

    private Optional<String> doubled() {
        for (SteppedDelivery destination : destinations) {
            List<String> ids = rows.stream()
                    .filter(row -> row.destination().equals(destination.name()))
                    .map(Row::eventId)
                    .toList();
            if (ids.size() != stored.size() || !stored.equals(new HashSet<>(ids))) {
                return Optional.of(
                        destination.name() + " has " + ids.size() + " deliveries of " + stored.size() + " events");
            }
        }
        return rows.size() == destinations.size() * stored.size()
                ? Optional.empty()
                : Optional.of("there are deliveries to nobody: "
                        + rows.stream()
                                .filter(row -> row.destination().equals("inbox"))
                                .toList());
    }

    private Optional<String> unbalanced() {
        return sums.balanced()
                        && sums.dispatched() == stored.size()
                        && sums.accepted() >= network.acknowledged().size()
                ? Optional.empty()
                : Optional.of("the sums do not agree: " + sums);
    }

    /** Each delivered row is in its receiver's log; the sums say the same. */
    private Optional<String> falselyDelivered() {
        Set<Long> taken = receivers.log().stream()
                .filter(one -> one.answer() == Receivers.Answer.OK)
                .map(Receivers.Taken::delivery)
                .collect(Collectors.toSet());
        for (SteppedDelivery destination : destinations) {
            long delivered = rows.stream()
                    .filter(row -> row.destination().equals(destination.name())
                            && row.state().equals("delivered"))
                    .count();
            Reconciliation.Deliveries sum = sums.deliveries().get(destination.name());
            if (sum == null || sum.delivered() != delivered) {
                return Optional.of(destination.name() + ": " + delivered + " are delivered, the sums say " + sum);
            }
        }
        return rows.stream()
                .filter(row -> row.state().equals("delivered") && !taken.contains(row.id()))
                .findFirst()
                .map(row -> "never taken by its receiver: " + row);
    }

    /** What a receiver has confirmed to a hub that neither died nor lost its lease since is delivered. */
    private Optional<String> forgotten() {
        Map<Long, Row> byId = rows.stream().collect(Collectors.toMap(Row::id, row -> row));
        return receivers.log().stream()
                .filter(one -> one.answer() == Receivers.Answer.OK
                        && !one.gate().isDead()
                        && !one.lease().isLost()
                        && one.lease().isHeld())
                .map(one -> byId.get(one.delivery()))
                .filter(row -> row != null && !row.state().equals("delivered"))
                .findFirst()
                .map(row -> "its receiver has confirmed " + row);
    }

    /** By the sender's numbers, or where there are none by its clock; a merge stands in two leads and counts in none. */
    private Optional<String> outOfOrder() {
        Map<String, Row> last = new HashMap<>();
        for (Row row : rows) {
            LeadEvent event = network.event(row.eventId());
            if (row.late() || event.relatedLeadId() != null) {
                continue;
            }
            Row before = last.put(row.destination() + " " + event.leadId(), row);
            if (before != null && !isAfter(event, network.event(before.eventId()))) {
                return Optional.of(row + " was dispatched after " + before);
            }
        }
        return Optional.empty();
    }

    private static boolean isAfter(LeadEvent event, LeadEvent before) {
        Long number = event.sequence();
        Long numberBefore = before.sequence();
        return number != null && numberBefore != null
                ? number > numberBefore
                : event.timestamp().isAfter(before.timestamp());
    }
}
