package io.leadhook.order;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where the resequencer's events come out again. Camel's resequencer answers its caller at once and delivers from a
 * thread of its own; this joins the two, so that one batch is ordered, dispatched and out of the inbox before the next
 * is looked at, and a crash finds every event still in its table.
 */
final class Resequenced {
    private final int expected;
    private final List<OrderedEvent> events = new ArrayList<>();
    private final CompletableFuture<List<OrderedEvent>> complete = new CompletableFuture<>();

    Resequenced(int expected) {
        this.expected = expected;
    }

    synchronized void add(OrderedEvent event) {
        events.add(event);
        if (events.size() == expected) {
            complete.complete(List.copyOf(events));
        }
    }

    CompletableFuture<List<OrderedEvent>> whenComplete() {
        return complete;
    }
}
