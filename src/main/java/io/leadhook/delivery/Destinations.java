package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** All destinations that the loaded routes declare, in the order of their names. Thread-safe. */
@Component
public class Destinations {
    private record Declared(Destination destination, String route) {}

    private final Map<String, Declared> byName = new ConcurrentSkipListMap<>();

    public List<Destination> all() {
        return byName.values().stream().map(Declared::destination).toList();
    }

    public Optional<Destination> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Declared::destination);
    }

    /**
     * How many of so many pending deliveries are with the receiver now. Asked of another moment than these were counted in,
     * so it is never more than they are.
     */
    public long inFlight(String name, long pending) {
        return Math.min(pending, find(name).map(Destination::inFlight).orElse(0));
    }

    /** Those that are configured and want this type; a paused or parked one goes on collecting. */
    public List<Destination> wanting(EventType type) {
        return all().stream()
                .filter(destination -> destination.state() != Destination.State.OFF && destination.wants(type))
                .toList();
    }

    /**
     * A route that is started again has another one of the same name.
     *
     * @throws IllegalStateException if another route delivers to it: each would send every event
     */
    void register(Destination destination, String route) {
        byName.merge(destination.name(), new Declared(destination, route), (first, second) -> {
            if (!first.route().equals(route)) {
                throw new IllegalStateException("The routes " + first.route() + " and " + route
                        + " both start from delivery:" + destination.name()
                        + ", and each would send every event: give one"
                        + " of them a name of its own, as in delivery:" + destination.name() + "-2");
            }
            return second;
        });
    }

    void remove(Destination destination) {
        byName.computeIfPresent(
                destination.name(), (name, declared) -> declared.destination() == destination ? null : declared);
    }
}
