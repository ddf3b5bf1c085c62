package io.leadhook.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.deadletter.DeadLetterFilter;
import io.leadhook.deadletter.DeadLetterSelection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which dead letters a caller means, from a query or from a body. */
public final class DeadLetterChoice {
    private static final int MAX_TEXT = 255;
    private static final int MAX_IDS = 500;
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{12}");

    private DeadLetterChoice() {}

    /** From the parameters destination, reason, lead_id, since, until, group and, as often as wanted, id. */
    public static DeadLetterSelection of(HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        String[] ids = request.getParameterValues("id");
        return new DeadLetterSelection(
                filter(query), group(query.text("group")), ids == null ? List.of() : ids(Arrays.asList(ids)));
    }

    static DeadLetterFilter filter(QueryParameters query) {
        return new DeadLetterFilter(
                query.text("destination"),
                query.text("reason"),
                query.text("lead_id"),
                query.instant("since"),
                query.instant("until"));
    }

    static DeadLetterSelection of(Fields fields) {
        return of(fields, fields.text("reason", MAX_TEXT));
    }

    /** Where {@code reason} means another thing. */
    static DeadLetterSelection withoutReason(Fields fields) {
        return of(fields, null);
    }

    /** For what waits for a destination, of which nothing else can be chosen: it has no reason yet, and no time of death. */
    static String destinationAlone(Fields fields) {
        DeadLetterSelection selection = withoutReason(fields);
        String destination = selection.filter().destination();
        if (destination == null || !selection.equals(DeadLetterSelection.ofDestination(destination))) {
            throw new BadInput("waiting", "given with a destination and a reason alone");
        }
        return destination;
    }

    private static DeadLetterSelection of(Fields fields, @Nullable String reason) {
        DeadLetterFilter filter = new DeadLetterFilter(
                fields.text("destination", MAX_TEXT),
                reason,
                fields.text("lead_id", MAX_TEXT),
                fields.instant("since"),
                fields.instant("until"));
        JsonNode given = fields.array("ids");
        List<String> ids = new ArrayList<>();
        if (given != null) {
            given.forEach(id -> ids.add(id.asText()));
            if (ids.isEmpty()) {
                throw new BadInput("ids", "one id or more; leave it out for all that match");
            }
        }
        return new DeadLetterSelection(filter, group(fields.text("group", MAX_TEXT)), ids(ids));
    }

    private static @Nullable String group(@Nullable String group) {
        if (group != null && !GROUP.matcher(group).matches()) {
            throw new BadInput("group", "the key of a group of dead letters: 12 hex digits");
        }
        return group;
    }

    private static List<Long> ids(List<String> given) {
        if (given.size() > MAX_IDS) {
            throw new BadInput("ids", "at most " + MAX_IDS + " ids; a filter may mean more");
        }
        return given.stream().map(id -> RowId.parse(id, "dead letter")).toList();
    }
}
