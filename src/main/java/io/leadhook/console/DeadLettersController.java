package io.leadhook.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.deadletter.DeadLetter;
import io.leadhook.deadletter.DeadLetterGroup;
import io.leadhook.deadletter.DeadLetterSearch;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.deadletter.Handling;
import io.leadhook.deadletter.ReplayOrder;
import io.leadhook.deadletter.Replayed;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
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
    private static final String RATE = "rate_per_second";
    private static final Set<String> REPLAY =
            Set.of("destination", "reason", "lead_id", "since", "until", "group", "ids", "dry_run", "force", RATE);
    private static final Set<String> DISCARD =
            Set.of("destination", "lead_id", "since", "until", "group", "ids", "waiting", "reason");

    private final DeadLetterSearch search;
    private final DeadLetterControl control;

    DeadLettersController(DeadLetterSearch search, DeadLetterControl control) {
        this.search = search;
        this.control = control;
    }

    @GetMapping
    Page<DeadLetter> list(HttpServletRequest request, Authentication user) {
        PageRequest page = PageRequest.of(new QueryParameters(request));
        DeadLetterSelection selection = DeadLetterChoice.of(request);
        Page<DeadLetter> found = Page.of(search.page(selection, page.before(), page.oneMore()), page, DeadLetter::id);
        Sight sight = Sight.of(user);
        return new Page<>(found.items().stream().map(sight::letter).toList(), found.next());
    }

    @GetMapping("/groups")
    Page<DeadLetterGroup> groups() {
        return Page.all(search.groups());
    }

    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Handling.Done replay(
            @PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        boolean force = new Fields(body, Set.of("force")).flag("force");
        return control.replay(RowId.parse(id, "dead letter"), force, who.getName());
    }

    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Handling.Done discard(
            @PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        String reason = new Fields(body, Set.of("reason")).requiredText("reason", MAX_REASON);
        return control.discard(RowId.parse(id, "dead letter"), reason, who.getName());
    }

    /** At once and counted in the answer or, with a rate, as a job. */
    @PostMapping("/replay")
    ResponseEntity<Object> replayAll(@RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        if (body == null) {
            throw new BadInput("the body", "a JSON object; {} means all dead letters");
        }
        Fields fields = new Fields(body, REPLAY);
        DeadLetterSelection selection = DeadLetterChoice.of(fields);
        boolean force = fields.flag("force");
        int rate = fields.number(RATE, 1, ReplayOrder.MAX_RATE, ReplayOrder.MAX_RATE);
        if (fields.flag("dry_run")) {
            return ResponseEntity.ok(new Replayed(search.count(selection), 0, 0));
        } else if (fields.has(RATE) || fields.has("group") || fields.has("ids")) {
            return ResponseEntity.accepted()
                    .body(control.replayAll(new ReplayOrder(selection, force, rate, who.getName())));
        }
        return ResponseEntity.ok(control.replayAtOnce(selection, force, who.getName()));
    }

    /** In its body {@code reason} is why they are given up. */
    @PostMapping("/discard")
    Discarded discardAll(@RequestBody(required = false) @Nullable JsonNode body, Principal who) {
        Fields fields = new Fields(body, DISCARD);
        String reason = fields.requiredText("reason", MAX_REASON);
        if (!fields.has("ids") && !fields.has("group") && !fields.has("destination")) {
            throw new BadInput("the body", "a choice of ids, a group or a destination");
        }
        return new Discarded(
                fields.flag("waiting")
                        ? control.discardDestination(DeadLetterChoice.destinationAlone(fields), reason, who.getName())
                        : control.discardAll(DeadLetterChoice.withoutReason(fields), reason, who.getName()));
    }

    /** How many were given up for good. */
    record Discarded(long discarded) {}
}
