package io.leadhook.console;

import io.leadhook.delivery.Destination;
import io.leadhook.watch.DestinationReport;
import io.leadhook.watch.DestinationReports;
import java.security.Principal;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
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
    private final DestinationControl control;
    private final DestinationReports reports;
    private final ParkedLanes lanes;

    DestinationsController(DestinationControl control, DestinationReports reports, ParkedLanes lanes) {
        this.control = control;
        this.reports = reports;
        this.lanes = lanes;
    }

    @GetMapping
    Page<DestinationReport> list() {
        return Page.all(reports.all());
    }

    /** Which leads wait, behind what. */
    @GetMapping("/{name}/lanes")
    Page<ParkedLane> lanes(@PathVariable String name, Authentication user) {
        return Page.all(lanes.of(name, Sight.of(user)));
    }

    @PostMapping("/{name}/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Switched pause(@PathVariable String name, Principal who) {
        return Switched.of(control.pause(name, who.getName()));
    }

    @PostMapping("/{name}/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Switched resume(@PathVariable String name, Principal who) {
        return Switched.of(control.resume(name, who.getName()));
    }

    @PostMapping("/{name}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestEvents.Sent test(@PathVariable String name, Principal who) {
        return control.test(name, who.getName());
    }

    /** What a destination does after it was told to do otherwise. */
    record Switched(String name, String state) {
        static Switched of(Destination destination) {
            return new Switched(destination.name(), destination.state().name().toLowerCase(Locale.ROOT));
        }
    }
}
