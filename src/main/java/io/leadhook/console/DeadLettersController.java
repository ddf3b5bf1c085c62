package io.leadhook.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.deadletter.BulkReplay;
import io.leadhook.deadletter.DeadLetter;
import io.leadhook.deadletter.DeadLetterFilter;
import io.leadhook.deadletter.DeadLetters;
import io.leadhook.deadletter.Handling;
import io.leadhook.watch.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/dead-letters}. */
@RestController
@RequestMapping("/api/dead-letters")
class DeadLettersController {
    private static final int MAX_REASON = 500;
    private static final int MAX_TEXT = 255;
    private static final Set<String> BULK =
            Set.of("destination", "reason", "lead_id", "since", "until", "dry_run", "force");

    private final DeadLetters deadLetters;
    private final AuditLog audit;

    DeadLettersController(DeadLetters deadLetters, AuditLog audit) {
        this.deadLetters = deadLetters;
        this.audit = audit;
    }

    @GetMapping
    Page<DeadLetter> list(HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        PageRequest page = PageRequest.of(query);
        DeadLetterFilter filter = new DeadLetterFilter(
                query.text("destination"),
                query.text("reason"),
                query.text("lead_id"),
                query.instant("since"),
                query.instant("until"));
        return Page.of(deadLetters.page(filter, page.before(), page.oneMore()), page, DeadLetter::id);
    }

    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Handling.Done replay(
            @PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        boolean force = new Fields(body, Set.of("force")).flag("force");
        Handling.Done done = done(id, deadLetters.replay(RowId.parse(id, "dead letter"), force));
        audit.record(who.getName(), "replay", id + " -> " + done.state());
        return done;
    }

    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Handling.Done discard(
            @PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        String reason = new Fields(body, Set.of("reason")).requiredText("reason", MAX_REASON);
        Handling.Done done = done(id, deadLetters.discard(RowId.parse(id, "dead letter")));
        audit.record(who.getName(), "discard", id + ": " + reason);
        return done;
    }

    @PostMapping("/replay")
    BulkReplay replayAll(@RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        if (body == null) {
            throw new BadInput("the body", "a JSON object; {} means all dead letters");
        }
        Fields fields = new Fields(body, BULK);
        DeadLetterFilter filter = new DeadLetterFilter(
                fields.text("destination", MAX_TEXT),
                fields.text("reason", MAX_TEXT),
                fields.text("lead_id", MAX_TEXT),
                fields.instant("since"),
                fields.instant("until"));
        boolean force = fields.flag("force");
        if (fields.flag("dry_run")) {
            return new BulkReplay(deadLetters.count(filter), 0, 0);
        }
        BulkReplay result = deadLetters.replayAll(filter, force);
        audit.record(who.getName(), "replay", "%s of %s, force %s".formatted(result, filter, force));
        return result;
    }

    private static Handling.Done done(String id, Handling handling) {
        if (handling instanceof Handling.Done done) {
            return done;
        } else if (handling instanceof Handling.NotDead other) {
            throw Refused.conflict("delivery " + id + " is no dead letter: it is " + other.state());
        } else if (handling instanceof Handling.StillUnreadable unreadable) {
            throw Refused.conflict(
                    "dead letter " + id + " still cannot be read as an event: mend the mapping of source "
                            + unreadable.source() + " first");
        }
        throw RowId.unknown(id, "dead letter");
    }
}
