package io.leadhook.store;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is added to a running total, which rows cannot tell once they are pruned.
 *
 * @param scope the destination, or nothing for one of the whole hub
 */
public record Tally(String name, String scope, long amount) {
    private static final String ADD = """
            merge into tally
            using (
                select * from unnest(cast(? as varchar array), cast(? as varchar array), cast(? as bigint array))
                    as added (name, scope, amount)
            ) added
            on tally.name = added.name and tally.scope = added.scope
            when matched then update set amount = tally.amount + added.amount
            when not matched then insert (name, scope, amount) values (added.name, added.scope, added.amount)
            """;

    private static final Comparator<Tally> BY_TOTAL =
            Comparator.comparing(Tally::name).thenComparing(Tally::scope);

    /** One of the whole hub. */
    public static Tally of(String name, long amount) {
        return new Tally(name, "", amount);
    }

    /**
     * Adds them to their totals: in one order for everybody, so that no two wait for each other. Not guaranteed: that two who
     * begin a total at the same moment both succeed.
     */
    public static Change add(List<Tally> tallies) {
        SortedMap<Tally, Long> sums = tallies.stream()
                .filter(tally -> tally.amount() != 0)
                .collect(groupingBy(identity(), () -> new TreeMap<>(BY_TOTAL), summingLong(Tally::amount)));
        return new Columns<>(List.copyOf(sums.entrySet()))
                .text(sum -> sum.getKey().name())
                .text(sum -> sum.getKey().scope())
                .number(Map.Entry::getValue)
                .into(ADD);
    }
}
