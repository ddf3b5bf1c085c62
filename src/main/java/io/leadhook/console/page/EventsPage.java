package io.leadhook.console.page;

import io.leadhook.console.BadInput;
import io.leadhook.console.EventFilter;
import io.leadhook.console.EventItem;
import io.leadhook.console.EventState;
import io.leadhook.console.Events;
import io.leadhook.console.Page;
import io.leadhook.console.PageRequest;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.Sight;
import io.leadhook.event.EventType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Finds events. */
@Controller
class EventsPage {
    private static final List<String> TYPES = List.of(
            EventType.CREATED.value(),
            EventType.UPDATED.value(),
            EventType.SCORED.value(),
            EventType.MERGED.value(),
            EventType.DELETED.value());

    private final Events events;

    EventsPage(Events events) {
        this.events = events;
    }

    @GetMapping("/events")
    String list(HttpServletRequest request, Authentication user, Model model) {
        QueryParameters query = new QueryParameters(request);
        EventFilter filter = new EventFilter(
                query.text("event_id"),
                query.text("lead_id"),
                query.text("event_type"),
                query.text("source"),
                query.oneOf("state", EventState.NAMES),
                time("since", query.text("since")),
                time("until", query.text("until")));
        PageRequest page = PageRequest.of(query);
        Page<EventItem> found = events.page(filter, page, Sight.of(user));
        boolean live = "on".equals(query.text("live")) && page.before() == null;
        model.addAttribute("filter", filter);
        model.addAttribute("since", local(filter.since()));
        model.addAttribute("until", local(filter.until()));
        model.addAttribute("events", found.items());
        model.addAttribute("states", EventState.NAMES);
        model.addAttribute("types", TYPES);
        model.addAttribute("filtered", !link(filter).toString().equals("/events"));
        model.addAttribute("live", live);
        model.addAttribute("firstPage", page.before() == null);
        model.addAttribute("here", link(filter).with("live", live ? "on" : null).toString());
        model.addAttribute(
                "toggle", link(filter).with("live", live ? null : "on").toString());
        model.addAttribute("newest", link(filter).toString());
        model.addAttribute(
                "older",
                found.next() == null
                        ? null
                        : link(filter).with("cursor", found.next()).toString());
        return "events";
    }

    /** From the search field in the head of every page: an event's id, or a lead's. */
    @GetMapping("/find")
    String find(HttpServletRequest request, Authentication user) {
        String wanted = new QueryParameters(request).text("q");
        if (wanted == null) {
            return "redirect:/events";
        }
        String id = wanted.strip();
        EventFilter byId = new EventFilter(id, null, null, null, null, null, null);
        List<EventItem> exact =
                events.page(byId, PageRequest.first(2), Sight.of(user)).items();
        if (exact.size() == 1) {
            return "redirect:/events/" + exact.get(0).id();
        }
        return "redirect:" + (exact.isEmpty() ? Links.to("/leads").with("lead_id", id) : link(byId));
    }

    private static Links link(EventFilter filter) {
        return Links.to("/events")
                .with("event_id", filter.eventId())
                .with("lead_id", filter.leadId())
                .with("event_type", filter.eventType())
                .with("source", filter.source())
                .with("state", filter.state())
                .with("since", local(filter.since()))
                .with("until", local(filter.until()));
    }

    /** Browsers give a time without a zone; on these pages it is UTC. */
    private static @Nullable Instant time(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notATime) {
            throw new BadInput(name, "a time in UTC such as 2026-11-23T10:00", notATime);
        }
    }

    private static @Nullable String local(@Nullable Instant time) {
        return time == null
                ? null
                : LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
