package io.leadhook.console;

import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import io.leadhook.watch.AuditLog;
import io.leadhook.watch.DestinationReport;
import io.leadhook.watch.DestinationReports;
import java.security.Principal;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/destinations}. */
@RestController
@RequestMapping("/api/destinations")
class DestinationsController {
    private final Destinations destinations;
    private final DestinationReports reports;
    private final TestEvents testEvents;
    private final AuditLog audit;

    DestinationsController(
            Destinations destinations, DestinationReports reports, TestEvents testEvents, AuditLog audit) {
        this.destinations = destinations;
        this.reports = reports;
        this.testEvents = testEvents;
        this.audit = audit;
    }

    @GetMapping
    Page<DestinationReport> list() {
        return Page.all(reports.all());
    }

    @PostMapping("/{name}/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Switched pause(@PathVariable String name, Principal who) {
        Destination destination = find(name);
        destination.pause();
        audit.record(who.getName(), "pause", name);
        return Switched.of(destination);
    }

    @PostMapping("/{name}/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Switched resume(@PathVariable String name, Principal who) {
        Destination destination = find(name);
        destination.resume();
        audit.record(who.getName(), "resume", name);
        return Switched.of(destination);
    }

    @PostMapping("/{name}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestEvents.Sent test(@PathVariable String name, Principal who) {
        TestEvents.Sent sent = testEvents.sendTo(find(name));
        audit.record(who.getName(), "test", name + ": " + sent.eventId());
        return sent;
    }

    private Destination find(String name) {
        return destinations.find(name).orElseThrow(() -> RowId.unknown(name, "destination"));
    }

    /** What a destination does after it was told to do otherwise. */
    record Switched(String name, String state) {
        static Switched of(Destination destination) {
            return new Switched(destination.name(), destination.state().name().toLowerCase(Locale.ROOT));
        }
    }
}
