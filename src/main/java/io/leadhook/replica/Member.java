package io.leadhook.replica;

import java.util.Set;

/**
 * A replica that is alive.
 *
 * @param id unique for each run of the program
 * @param works what it can do
 */
record Member(String id, Set<String> works) {
    Member {
        works = Set.copyOf(works);
    }
}
