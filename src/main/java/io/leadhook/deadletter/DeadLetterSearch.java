package io.leadhook.deadletter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds dead letters by what they have in common. Its cost grows with the dead letters alone. Thread-safe. */
@Component
public class DeadLetterSearch {
    private static final int CHUNK = 500;

    private final JdbcDeadLetters rows;

    DeadLetterSearch(JdbcDeadLetters rows) {
        this.rows = rows;
    }

    /** All groups, the largest first. */
    public List<DeadLetterGroup> groups() {
        record Kind(String destination, @Nullable String reason, String error) {}
        Map<Kind, DeadLetterGroup> groups = new HashMap<>();
        rows.each(letter -> groups.compute(
                new Kind(letter.destination(), letter.reason(), ErrorShape.of(letter.error())),
                (kind, group) -> (group == null
                                ? DeadLetterGroup.of(kind.destination(), kind.reason(), kind.error())
                                : group)
                        .plus(letter.deadAt())));
        return groups.values().stream()
                .sorted(Comparator.comparing(DeadLetterGroup::amount)
                        .reversed()
                        .thenComparing(DeadLetterGroup::destination)
                        .thenComparing(DeadLetterGroup::error))
                .toList();
    }

    /**
     * Newest first.
     *
     * @param before only with an id below this one
     */
    public List<DeadLetter> page(DeadLetterSelection selection, @Nullable Long before, int limit) {
        List<DeadLetter> page = new ArrayList<>();
        Long cursor = before;
        while (page.size() < limit) {
            List<DeadLetter> chunk = rows.page(selection.filter(), cursor, CHUNK);
            chunk.stream()
                    .filter(selection::contains)
                    .limit(limit - page.size())
                    .forEach(page::add);
            if (chunk.size() < CHUNK) {
                break;
            }
            cursor = chunk.get(chunk.size() - 1).id();
        }
        return page;
    }

    /** How many are chosen at this moment. */
    public long count(DeadLetterSelection selection) {
        if (selection.isCountedByFilter()) {
            return rows.count(selection.filter());
        }
        long[] count = {0};
        each(selection, 0, CHUNK, chunk -> {
            count[0] += chunk.size();
            return true;
        });
        return count[0];
    }

    /**
     * Hands over what is chosen, in the order of dispatch, which within a lead is the order of delivery. Each is met
     * once, even if it dies again meanwhile.
     *
     * @param from only with an id above this one
     * @param atOnce how many at most
     * @param step what to do with them; false ends it
     */
    void each(DeadLetterSelection selection, long from, int atOnce, Step step) {
        List<DeadLetter> collected = new ArrayList<>();
        Source source = selection.ids().isEmpty()
                ? after -> rows.chunk(selection.filter(), after, CHUNK)
                : after -> byId(selection.ids(), after);
        for (List<DeadLetter> chunk = source.after(from);
                !chunk.isEmpty();
                chunk = source.after(chunk.get(chunk.size() - 1).id())) {
            for (DeadLetter letter : chunk) {
                if (selection.contains(letter)) {
                    collected.add(letter);
                }
                if (collected.size() == atOnce) {
                    if (!step.take(List.copyOf(collected))) {
                        return;
                    }
                    collected.clear();
                }
            }
        }
        if (!collected.isEmpty()) {
            step.take(collected);
        }
    }

    private List<DeadLetter> byId(List<Long> ids, long after) {
        return ids.stream()
                .filter(id -> id > after)
                .map(rows::find)
                .flatMap(Optional::stream)
                .limit(CHUNK)
                .toList();
    }

    /** What is done with some of the dead letters. */
    interface Step {
        /** Returns whether to go on. */
        boolean take(List<DeadLetter> letters);
    }

    private interface Source {
        List<DeadLetter> after(long id);
    }
}
