package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.util.List;

/** A destination that answers with what its settings declare. */
interface DeclaredDestination extends Destination {
    DeliverySettings settings();

    @Override
    default String name() {
        return settings().name();
    }

    @Override
    default List<String> events() {
        return settings().events().patterns();
    }

    @Override
    default boolean wants(EventType type) {
        return settings().events().wants(type);
    }

    @Override
    default boolean skipsSuperseded() {
        return settings().skipLate();
    }
}
