package io.leadhook.console.page;

import io.leadhook.console.TestEvents;
import io.leadhook.event.EventType;
import io.leadhook.watch.AuditLog;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Sends an event of a lead that does not exist through the whole pipeline. */
@Controller
class TestEventForm {
    private final TestEvents testEvents;
    private final AuditLog audit;

    TestEventForm(TestEvents testEvents, AuditLog audit) {
        this.testEvents = testEvents;
        this.audit = audit;
    }

    @PostMapping("/test-events")
    String send(Principal who) {
        TestEvents.Sent sent = testEvents.send(EventType.CREATED);
        audit.record(who.getName(), "test event", EventType.CREATED + ": " + sent.eventId());
        return "redirect:/events/" + sent.id();
    }
}
