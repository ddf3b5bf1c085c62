package io.leadhook.inbox;

import io.leadhook.inbox.Arrival.Unwanted;
import io.leadhook.store.AppendStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells events that nobody wants from their repeats. Those that somebody wants are found to be repeats when they are
 * dispatched; these never are. Two replicas that get the same one at the same moment both keep it.
 */
@Component
class UnwantedRepeats {
    private final JdbcTemplate jdbc;

    UnwantedRepeats(AppendStore store) {
        this.jdbc = store.jdbc();
    }

    /** The arrivals without the unwanted ones that are kept already; in their order. */
    List<Arrival> remove(List<Arrival> arrivals) {
        List<String> ids = arrivals.stream()
                .filter(Unwanted.class::isInstance)
                .map(Arrival::eventId)
                .toList();
        if (ids.isEmpty()) {
            return arrivals;
        }
        Set<Key> kept = kept(ids);
        return arrivals.stream()
                .filter(arrival ->
                        !(arrival instanceof Unwanted) || kept.add(new Key(arrival.source(), arrival.eventId())))
                .toList();
    }

    private Set<Key> kept(List<String> ids) {
        return new HashSet<>(jdbc.query(
                "select source, event_id from event where event_id = any(?) and state = 'unwanted'",
                (row, number) -> new Key(row.getString(1), row.getString(2)),
                (Object) ids.toArray(String[]::new)));
    }

    private record Key(String source, String eventId) {}
}
