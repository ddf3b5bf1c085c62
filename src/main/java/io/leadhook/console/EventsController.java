package io.leadhook.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/events}. */
@RestController
@RequestMapping("/api/events")
class EventsController {
    private final EventSearch events;
    private final ObjectMapper json;

    EventsController(EventSearch events, ObjectMapper json) {
        this.events = events;
        this.json = json;
    }

    @GetMapping
    Page<EventItem> search(HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        PageRequest page = PageRequest.of(query);
        return Page.of(events.find(EventFilter.of(query), page), page, EventItem::id);
    }

    @GetMapping("/{id}")
    EventDetail detail(@PathVariable String id) {
        long number = RowId.parse(id, "event");
        EventItem event = events.find(number).orElseThrow(() -> RowId.unknown(id, "event"));
        EventSearch.Content content = events.content(number).orElseThrow(() -> RowId.unknown(id, "event"));
        byte[] canonical = content.canonical();
        return new EventDetail(
                event,
                readable(content.raw()),
                canonical == null ? null : readable(canonical),
                events.failedAttempts(number));
    }

    /** The object byte for byte as it was stored, so that no number changes its digits on the way; else a text. */
    private Object readable(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            return json.readTree(content).isObject() ? new RawValue(text) : text;
        } catch (IOException notJson) {
            return text;
        }
    }
}
