package io.leadhook.proof.model;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables that the hubs of a model work on. */
final class Tables {
    private final JdbcTemplate jdbc;
    private final boolean postgres;

    Tables(JdbcTemplate jdbc, boolean postgres) {
        this.jdbc = jdbc;
        this.postgres = postgres;
    }

    /** As new, so that a seed gives the same run whatever was before it. */
    void empty() {
        List<String> tables =
                new ArrayList<>(List.of("attempt", "delivery", "inbox", "event", "seen_event", "lead", "tally"));
        if (postgres) {
            tables.addAll(List.of("lease", "member"));
            jdbc.execute("alter sequence event_id restart");
            jdbc.execute("alter sequence delivery_id restart");
        }
        tables.forEach(table -> jdbc.update("delete from " + table));
        for (String name : List.of("accepted", "dispatched", "duplicates")) {
            jdbc.update("insert into tally (name, scope, amount) values (?, '', 0)", name);
        }
    }

    static boolean isAtRest(JdbcTemplate jdbc) {
        return waiting(jdbc).isEmpty();
    }

    static List<String> waiting(JdbcTemplate jdbc) {
        return jdbc.queryForList("""
                select concat(destination, ' ', event_id, ' ', lead_id, ' (delivery ', id, ', ', state, ', ready ', ready, ')')
                from delivery where state in ('pending', 'retrying')
                union all
                select concat('inbox ', event_id, ' ', lead_id) from inbox
                """, String.class);
    }
}
