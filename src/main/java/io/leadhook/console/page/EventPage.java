package io.leadhook.console.page;

import com.fasterxml.jackson.databind.util.RawValue;
import io.leadhook.console.DeadLetterControl;
import io.leadhook.console.EventDetail;
import io.leadhook.console.Events;
import io.leadhook.console.RowId;
import io.leadhook.console.Sight;
import io.leadhook.watch.AuditLog;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All of one event. */
@Controller
class EventPage {
    private static final Set<String> MOVING = Set.of("in_inbox", "pending", "retrying");
    private static final int MAX_REASON = 500;

    private final Events events;
    private final DeadLetterControl control;
    private final AuditLog audit;

    EventPage(Events events, DeadLetterControl control, AuditLog audit) {
        this.events = events;
        this.control = control;
        this.audit = audit;
    }

    @GetMapping("/events/{id}")
    String show(@PathVariable String id, Authentication user, Model model) {
        EventDetail detail =
                events.detail(RowId.parse(id, "event"), Sight.of(user)).orElseThrow(() -> RowId.unknown(id, "event"));
        Object canonical = detail.canonical();
        PrettyJson sent = PrettyJson.of(text(detail.body()));
        PrettyJson body = canonical == null ? sent : PrettyJson.of(text(canonical));
        List<Timeline> timelines = detail.event().deliveries().stream()
                .map(delivery -> Timeline.of(delivery, detail.failedAttempts()))
                .toList();
        model.addAttribute("event", detail.event());
        model.addAttribute("body", body);
        model.addAttribute("sent", canonical == null ? null : sent);
        model.addAttribute("timelines", timelines);
        model.addAttribute("moving", MOVING.contains(detail.event().state()));
        return "event";
    }

    /** Byte for byte what was sent; that somebody looked is in the audit log. */
    @GetMapping("/events/{id}/raw")
    String raw(@PathVariable String id, Principal who, Model model) {
        long number = RowId.parse(id, "event");
        byte[] body = events.rawBody(number).orElseThrow(() -> RowId.unknown(id, "event"));
        audit.record(who.getName(), "view raw body", "event " + number);
        model.addAttribute("id", number);
        model.addAttribute("size", body.length);
        model.addAttribute("raw", new String(body, StandardCharsets.UTF_8));
        return "raw";
    }

    @PostMapping("/deliveries/{id}/retry")
    String retry(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String lead,
            Principal who,
            RedirectAttributes flash) {
        return Deed.then(back(event, lead), flash, () -> {
            String state =
                    control.retry(RowId.parse(id, "delivery"), who.getName()).state();
            return switch (state) {
                case "superseded" -> "Left out: something newer has been delivered that makes it pointless.";
                case "in_inbox" -> "The event can be read now and is on its way.";
                default -> "On its way: the next attempt is made now.";
            };
        });
    }

    @PostMapping("/deliveries/{id}/discard")
    String discard(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String reason,
            Principal who,
            RedirectAttributes flash) {
        return Deed.then(back(event, ""), flash, () -> {
            Reasons.check(reason, MAX_REASON);
            control.discard(RowId.parse(id, "dead letter"), reason, who.getName());
            return "Discarded: " + reason;
        });
    }

    private static String back(String event, String lead) {
        if (!lead.isEmpty()) {
            return Links.to("/leads").with("lead_id", lead).toString();
        }
        return event.isEmpty() ? "/events" : "/events/" + RowId.parse(event, "event");
    }

    private static String text(Object body) {
        return body instanceof RawValue raw ? String.valueOf(raw.rawValue()) : body.toString();
    }
}
