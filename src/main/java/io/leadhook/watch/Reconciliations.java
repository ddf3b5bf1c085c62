package io.leadhook.watch;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.delivery.Destinations;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds the tables up. One statement sees one state of the database, on H2 and on PostgreSQL, whatever is committed
 * meanwhile; so the sums agree at any moment, not only at rest. Thread-safe.
 */
@Component
public class Reconciliations {
    private static final String EVERYTHING = """
            select 'tally', name, scope, amount from tally
            union all
            select 'inbox', '', '', count(*) from inbox
            union all
            select 'delivery', state, destination, count(*) from delivery group by state, destination
            """;

    private final JdbcClient jdbc;
    private final Destinations destinations;
    private final LongRead longRead;

    Reconciliations(JdbcClient jdbc, Destinations destinations, LongRead longRead) {
        this.jdbc = jdbc;
        this.destinations = destinations;
        this.longRead = longRead;
    }

    /** Takes as long as it takes to count all deliveries: minutes, where there are hundreds of millions. */
    public Reconciliation now() {
        Sums sums = longRead.of(this::sums);
        Map<String, Reconciliation.Deliveries> deliveries = new TreeMap<>();
        Set<String> names = new TreeSet<>(sums.destinations);
        destinations.all().forEach(destination -> names.add(destination.name()));
        names.forEach(name -> deliveries.put(name, deliveries(name, sums)));
        return Reconciliation.of(
                sums.tally("accepted", ""),
                sums.inbox,
                sums.tally("dispatched", ""),
                sums.tally("duplicates", ""),
                sums.quarantined + sums.tally("pruned_quarantined", ""),
                deliveries);
    }

    private Sums sums() {
        Sums sums = new Sums();
        jdbc.sql(EVERYTHING).query((ResultSet row) -> {
            sums.add(row.getString(1), row.getString(2), row.getString(3), row.getLong(4));
        });
        return sums;
    }

    private Reconciliation.Deliveries deliveries(String name, Sums sums) {
        long pending = sums.deliveries(name, "pending");
        long inFlight = destinations.inFlight(name, pending);
        return new Reconciliation.Deliveries(
                sums.tally("wanted", name),
                sums.everWas(name, "delivered"),
                pending - inFlight,
                inFlight,
                sums.deliveries(name, "retrying"),
                sums.deliveries(name, "dead"),
                sums.everWas(name, "superseded"),
                sums.everWas(name, "discarded"));
    }

    private static final class Sums {
        private record Key(String kind, String name, String scope) {}

        private final Map<Key, Long> amounts = new HashMap<>();
        private final Set<String> destinations = new TreeSet<>();
        private long inbox;
        private long quarantined;

        void add(String kind, String name, String scope, long amount) {
            if (kind.equals("inbox")) {
                inbox = amount;
            } else if (kind.equals("delivery") && scope.equals(DeadLetter.INBOX)) {
                quarantined += amount;
            } else {
                amounts.put(new Key(kind, name, scope), amount);
                if (!scope.isEmpty()) {
                    destinations.add(scope);
                }
            }
        }

        long tally(String name, String scope) {
            return amounts.getOrDefault(new Key("tally", name, scope), 0L);
        }

        long deliveries(String destination, String state) {
            return amounts.getOrDefault(new Key("delivery", state, destination), 0L);
        }

        long everWas(String destination, String state) {
            return deliveries(destination, state) + tally("pruned_" + state, destination);
        }
    }
}
