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
    private final Map<String, Destination> byName = new ConcurrentSkipListMap<>();

    public List<Destination> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Destination> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that are configured and want this type; a paused or parked one goes on collecting. */
    public List<Destination> wanting(EventType type) {
        return byName.values().stream()
                .filter(destination -> destination.state() != Destination.State.OFF && destination.wants(type))
                .toList();
    }

    void register(Destination destination) {
        byName.put(destination.name(), destination);
    }

    void remove(Destination destination) {
        byName.remove(destination.name(), destination);
    }
}
