package io.leadhook.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.event.EventType;
import io.leadhook.watch.AuditLog;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/test-events}. */
@RestController
@RequestMapping("/api/test-events")
class TestEventsController {
    private static final int MAX_TYPE = 100;

    private final TestEvents testEvents;
    private final AuditLog audit;

    TestEventsController(TestEvents testEvents, AuditLog audit) {
        this.testEvents = testEvents;
        this.audit = audit;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestEvents.Sent send(@RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        String type = new Fields(body, Set.of("event_type")).requiredText("event_type", MAX_TYPE);
        EventType known = SyntheticEvent.TYPES.stream()
                .filter(candidate -> candidate.value().equals(type))
                .findFirst()
                .orElseThrow(() -> new BadInput("event_type", "one of " + SyntheticEvent.typeNames()));
        TestEvents.Sent sent = testEvents.send(known);
        audit.record(who.getName(), "test event", type + ": " + sent.eventId());
        return sent;
    }
}
