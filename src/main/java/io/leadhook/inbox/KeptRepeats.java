package io.leadhook.inbox;

import io.leadhook.inbox.Arrival.Unreadable;
import io.leadhook.inbox.Arrival.Unwanted;
import io.leadhook.store.AppendStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells events that nobody wants, and those that cannot be read, from their repeats. Those that can be delivered are
 * found to be repeats when they are dispatched; these never are. Two replicas that get the same one at the same moment
 * both keep it.
 */
@Component
class KeptRepeats {
    private final JdbcTemplate jdbc;

    KeptRepeats(AppendStore store) {
        this.jdbc = store.jdbc();
    }

    /** The arrivals without the undeliverable ones that are kept already; in their order. */
    List<Arrival> remove(List<Arrival> arrivals) {
        List<String> ids = arrivals.stream()
                .filter(KeptRepeats::isUndeliverable)
                .map(Arrival::eventId)
                .toList();
        if (ids.isEmpty()) {
            return arrivals;
        }
        Set<Key> kept = kept(ids);
        return arrivals.stream()
                .filter(arrival -> !isUndeliverable(arrival) || kept.add(new Key(arrival.source(), arrival.eventId())))
                .toList();
    }

    private static boolean isUndeliverable(Arrival arrival) {
        return arrival instanceof Unwanted || arrival instanceof Unreadable;
    }

    private Set<Key> kept(List<String> ids) {
        return new HashSet<>(jdbc.query(
                "select source, event_id from event where event_id = any(?) and state in ('unwanted', 'quarantined')",
                (row, number) -> new Key(row.getString(1), row.getString(2)),
                (Object) ids.toArray(String[]::new)));
    }

    private record Key(String source, String eventId) {}
}
