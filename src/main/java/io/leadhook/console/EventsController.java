package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/events}. */
@RestController
@RequestMapping("/api/events")
class EventsController {
    private final Events events;

    EventsController(Events events) {
        this.events = events;
    }

    @GetMapping
    Page<EventItem> search(HttpServletRequest request, Authentication user) {
        QueryParameters query = new QueryParameters(request);
        return events.page(EventFilter.of(query), PageRequest.of(query), Sight.of(user));
    }

    @GetMapping("/{id}")
    EventDetail detail(@PathVariable String id, Authentication user) {
        return events.detail(RowId.parse(id, "event"), Sight.of(user)).orElseThrow(() -> RowId.unknown(id, "event"));
    }
}
