package io.leadhook.console;

import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import io.leadhook.watch.AuditLog;
import org.springframework.stereotype.Component;

/** What people do to destinations; each deed is in the audit log. Unknown names are refused. Thread-safe. */
@Component
public class DestinationControl {
    private final Destinations destinations;
    private final TestEvents testEvents;
    private final AuditLog audit;

    DestinationControl(Destinations destinations, TestEvents testEvents, AuditLog audit) {
        this.destinations = destinations;
        this.testEvents = testEvents;
        this.audit = audit;
    }

    public Destination pause(String name, String who) {
        Destination destination = find(name);
        destination.pause();
        audit.record(who, "pause", name);
        return destination;
    }

    public Destination resume(String name, String who) {
        Destination destination = find(name);
        destination.resume();
        audit.record(who, "resume", name);
        return destination;
    }

    /** Sends an event of a lead that does not exist to this destination alone. */
    public TestEvents.Sent test(String name, String who) {
        TestEvents.Sent sent = testEvents.sendTo(find(name));
        audit.record(who, "test", name + ": " + sent.eventId());
        return sent;
    }

    private Destination find(String name) {
        return destinations.find(name).orElseThrow(() -> RowId.unknown(name, "destination"));
    }
}
