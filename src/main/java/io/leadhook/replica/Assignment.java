package io.leadhook.replica;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which replica should do which work: as evenly as what each can do allows, and with as few moves as possible. A pure
 * function, so that all replicas that see the same rows come to the same result without talking to each other.
 */
final class Assignment {
    private final Collection<Member> members;
    private final Map<String, String> owners;
    private final Map<String, Integer> load = new HashMap<>();

    private Assignment(Collection<Member> members, Map<String, String> owners) {
        this.members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
        this.owners = owners;
        members.forEach(member -> load.put(member.id(), 0));
    }

    /**
     * @param members those that are alive
     * @param works all that there are
     * @param owners who has which now
     * @return the id of the member that should have each work; work that nobody can do is missing
     */
    static SortedMap<String, String> of(
            Collection<Member> members, Collection<String> works, Map<String, String> owners) {
        return new Assignment(members, owners).spread(new TreeSet<>(works));
    }

    private SortedMap<String, String> spread(SortedSet<String> works) {
        SortedMap<String, String> result = new TreeMap<>();
        List<String> free = new ArrayList<>();
        for (String work : works) {
            Member owner = owner(work);
            if (owner == null) {
                free.add(work);
            } else {
                give(work, owner, result);
            }
        }
        for (String work : free) {
            able(work).min(Comparator.comparing(this::loadOf)).ifPresent(member -> give(work, member, result));
        }
        level(result);
        return result;
    }

    /** Moves one work at a time from the busiest to the idlest of those who can do it, while that evens them out. */
    private void level(SortedMap<String, String> result) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Map.Entry<String, String> entry : result.entrySet()) {
                Member idlest = able(entry.getKey())
                        .min(Comparator.comparing(this::loadOf))
                        .orElseThrow();
                if (load.getOrDefault(entry.getValue(), 0) - loadOf(idlest) > 1) {
                    load.merge(entry.getValue(), -1, Integer::sum);
                    load.merge(idlest.id(), 1, Integer::sum);
                    entry.setValue(idlest.id());
                    moved = true;
                }
            }
        }
    }

    private void give(String work, Member member, SortedMap<String, String> result) {
        result.put(work, member.id());
        load.merge(member.id(), 1, Integer::sum);
    }

    private @Nullable Member owner(String work) {
        String owner = owners.get(work);
        return able(work)
                .filter(member -> member.id().equals(owner))
                .findFirst()
                .orElse(null);
    }

    private Stream<Member> able(String work) {
        return members.stream().filter(member -> member.works().contains(work));
    }

    private int loadOf(Member member) {
        return load.getOrDefault(member.id(), 0);
    }
}
