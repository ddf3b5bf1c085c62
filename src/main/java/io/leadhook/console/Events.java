package io.leadhook.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Events as a user may see them. Thread-safe. */
@Component
public class Events {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final EventSearch search;
    private final ObjectMapper json;

    Events(EventSearch search, ObjectMapper json) {
        this.search = search;
        this.json = json;
    }

    /** Newest first. */
    public Page<EventItem> page(EventFilter filter, PageRequest page, Sight sight) {
        EventSearch.Found found = search.find(filter, page);
        Page<EventItem> events = Page.of(found.events(), page, EventItem::id);
        Long lookedDownTo = found.lookedDownTo();
        String next = events.next() == null && lookedDownTo != null ? String.valueOf(lookedDownTo) : events.next();
        return new Page<>(events.items().stream().map(sight::event).toList(), next);
    }

    /** All of one event; nothing if there is none. */
    public Optional<EventDetail> detail(long id, Sight sight) {
        return search.find(id)
                .flatMap(event -> search.content(id).map(content -> {
                    byte[] canonical = content.canonical();
                    return new EventDetail(
                            sight.event(event),
                            readable(content.raw(), sight),
                            canonical == null ? null : readable(canonical, sight),
                            search.failedAttempts(id).stream()
                                    .map(sight::attempt)
                                    .toList());
                }));
    }

    /** The body byte for byte as it was received. */
    public Optional<byte[]> rawBody(long id) {
        return search.content(id).map(EventSearch.Content::raw);
    }

    /**
     * The object byte for byte as it was stored, so that no number changes its digits on the way, but for a byte order mark,
     * which JSON does not have inside; else a text.
     */
    private Object readable(byte[] content, Sight sight) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        try {
            return json.readTree(content).isObject() ? new RawValue(sight.body(text)) : hidden(text, sight);
        } catch (IOException notJson) {
            return hidden(text, sight);
        }
    }

    private static String hidden(String text, Sight sight) {
        return sight == Sight.FULL ? text : PersonalData.MASK;
    }
}
