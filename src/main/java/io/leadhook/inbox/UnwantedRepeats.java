package io.leadhook.inbox;

import io.leadhook.inbox.Arrival.Unwanted;
import io.leadhook.store.AppendStore;
import io.leadhook.store.InList;
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
        Set<Key> kept = new HashSet<>();
        for (InList list : InList.of(ids)) {
            kept.addAll(jdbc.query(
                    "select source, event_id from event where event_id in " + list.marks() + " and state = 'unwanted'",
                    (row, number) -> new Key(row.getString(1), row.getString(2)),
                    list.after()));
        }
        return kept;
    }

    private record Key(String source, String eventId) {}
}
