package io.leadhook.replica;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables {@code member} and {@code lease}, on the database's clock alone: the replicas' own clocks may differ as they
 * like. For PostgreSQL. Thread-safe.
 */
class JdbcLeases {
    /** A lease in the table; {@code owner} is null when nobody has it or its time is over. */
    record Row(
            String work,
            @Nullable String owner,
            long changes,
            @Nullable String condition) {}

    private static final String IN = "clock_timestamp() + ? * interval '1 millisecond'";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final long leaseMs;

    JdbcLeases(JdbcTemplate jdbc, TransactionTemplate transaction, Duration lease) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaseMs = lease.toMillis();
    }

    /** This member is alive and can do these. */
    void seen(Member member) {
        jdbc.update("""
                insert into member (id, works, seen_until) values (?, ?, %s)
                on conflict (id) do update set works = excluded.works, seen_until = excluded.seen_until
                """.formatted(IN), member.id(), String.join(",", member.works()), leaseMs);
        jdbc.batchUpdate(
                "insert into lease (work) values (?) on conflict (work) do nothing",
                member.works().stream().map(work -> new Object[] {work}).toList());
        jdbc.update("delete from member where seen_until < clock_timestamp() - interval '1 hour'");
    }

    List<Member> alive() {
        return jdbc.query(
                "select id, works from member where seen_until > clock_timestamp()",
                (row, number) -> new Member(row.getString(1), works(row.getString(2))));
    }

    private static Set<String> works(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .filter(work -> !work.isEmpty())
                .collect(Collectors.toSet());
    }

    List<Row> all() {
        return jdbc.query(
                """
                select work, case when expires_at > clock_timestamp() then owner end, changes, condition
                from lease
                """, (row, number) -> new Row(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
    }

    /** The new epoch, unless somebody else has it, or is writing under it at this moment. */
    Optional<Long> claim(String work, String member) {
        return jdbc.queryForList("""
                        update lease set owner = ?, epoch = epoch + 1, expires_at = %s
                        where work = (select work from lease
                                      where work = ? and (owner is null or expires_at < clock_timestamp())
                                      for update skip locked)
                        returning epoch
                        """.formatted(IN), Long.class, member, leaseMs, work).stream()
                .findFirst();
    }

    /** False if it has another owner or epoch by now. One that ran out and that nobody took goes on. */
    boolean renew(Lease lease, String member, String condition) {
        Integer renewed = transaction.execute(status -> {
            // A transaction of ours may hold the row while it writes, but never may it hold up all the others.
            jdbc.execute("set local lock_timeout = '1s'");
            return jdbc.update(
                    "update lease set expires_at = " + IN
                            + ", condition = ? where work = ? and owner = ? and epoch = ?",
                    leaseMs,
                    condition,
                    lease.work(),
                    member,
                    lease.epoch());
        });
        return renewed != null && renewed > 0;
    }

    /**
     * Those of them that the member has. In the caller's transaction; until that ends nobody can take them. Their renewal
     * neither waits nor is waited for.
     */
    Set<Lease> confirm(Collection<Lease> leases, String member) {
        Map<String, Long> epochs = new HashMap<>();
        jdbc.query(
                "select work, epoch from lease where owner = ? and work = any(?) order by work for key share",
                row -> {
                    epochs.put(row.getString(1), row.getLong(2));
                },
                member,
                leases.stream().map(Lease::work).toArray(String[]::new));
        return leases.stream()
                .filter(lease -> Objects.equals(epochs.get(lease.work()), lease.epoch()))
                .collect(Collectors.toSet());
    }

    void release(Lease lease, String member) {
        jdbc.update(
                "update lease set owner = null, expires_at = null, condition = null"
                        + " where work = ? and owner = ? and epoch = ?",
                lease.work(),
                member,
                lease.epoch());
    }

    /** So that all see at their next beat that something of this work was changed, should the bell not be heard. */
    void change(String work) {
        jdbc.update("update lease set changes = changes + 1 where work = ?", work);
    }

    void leave(String member) {
        jdbc.update("delete from member where id = ?", member);
    }
}
