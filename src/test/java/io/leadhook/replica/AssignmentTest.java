package io.leadhook.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private final Random random = new Random(42);

    @Test
    void one_replica_does_everything() {
        assertThat(Assignment.of(List.of(new Member("a", Set.of("x", "y"))), Set.of("x", "y"), Map.of()))
                .isEqualTo(Map.of("x", "a", "y", "a"));
    }

    @Test
    void what_nobody_can_do_is_nobodys() {
        assertThat(Assignment.of(List.of(new Member("a", Set.of("x"))), Set.of("x", "y"), Map.of()))
                .isEqualTo(Map.of("x", "a"));
    }

    @Test
    void the_work_of_one_that_died_is_spread_and_the_rest_stays() {
        Map<String, String> owners = Map.of("u", "a", "v", "a", "w", "b", "x", "b", "y", "dead", "z", "dead");

        Map<String, String> turns = Assignment.of(members(6, "a", "b"), owners.keySet(), owners);

        assertThat(turns).containsEntry("u", "a").containsEntry("v", "a").containsEntry("w", "b");
        assertThat(Set.of(turns.get("y"), turns.get("z"))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatever_happened_before_it_is_even_and_stays_as_it_is() {
        for (int round = 0; round < 2_000; round++) {
            List<Member> members = randomMembers();
            Set<String> works = works(1 + random.nextInt(12));
            Map<String, String> owners = randomOwners(works, members);

            SortedMap<String, String> turns = Assignment.of(members, works, owners);

            assertThat(turns.keySet()).isEqualTo(works);
            List<Integer> loads = members.stream()
                    .map(member -> Collections.frequency(turns.values(), member.id()))
                    .toList();
            assertThat(Collections.max(loads) - Collections.min(loads)).isLessThanOrEqualTo(1);
            List<Member> shuffled = new ArrayList<>(members);
            Collections.shuffle(shuffled, random);
            assertThat(Assignment.of(shuffled, works, owners))
                    .as("all replicas come to the same result")
                    .isEqualTo(turns);
            assertThat(Assignment.of(members, works, turns))
                    .as("no work moves on")
                    .isEqualTo(turns);
        }
    }

    private List<Member> randomMembers() {
        return members(
                12,
                IntStream.rangeClosed(1, 1 + random.nextInt(5))
                        .mapToObj(number -> "member-" + number)
                        .toArray(String[]::new));
    }

    private Map<String, String> randomOwners(Set<String> works, List<Member> members) {
        Map<String, String> owners = new HashMap<>();
        for (String work : works) {
            int owner = random.nextInt(members.size() + 2) - 2;
            if (owner >= 0) {
                owners.put(work, members.get(owner).id());
            } else if (owner == -1) {
                owners.put(work, "dead");
            }
        }
        return owners;
    }

    private static List<Member> members(int works, String... ids) {
        return List.of(ids).stream().map(id -> new Member(id, works(works))).toList();
    }

    /** u, v, w, x, y, z and on. */
    private static Set<String> works(int count) {
        Set<String> works = new TreeSet<>();
        IntStream.range(0, count).forEach(number -> works.add(String.valueOf((char) ('z' - number))));
        return works;
    }
}
