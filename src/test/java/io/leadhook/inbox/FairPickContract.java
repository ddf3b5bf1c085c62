package io.leadhook.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which events are dispatched next, with an inbox that is a table. */
abstract class FairPickContract extends StoreContract {
    private static final int BATCH = 40;
    static final String FLOOD = "lead_flood";

    @SuppressWarnings("NullAway.Init")
    private FairPick pick;

    private Instant now = Rows.RECEIVED;

    @BeforeEach
    void start() {
        pick = pick(BATCH);
    }

    @Test
    void all_goes_as_it_came_while_it_fits_a_batch() {
        LongStream.range(1, 39).forEach(id -> arrive(id, FLOOD));
        arrive(39, "lead_1");

        assertThat(next()).isEqualTo(LongStream.range(1, 40).boxed().toList());
        assertThat(next()).isEmpty();
    }

    @Test
    void many_leads_with_few_events_go_as_they_came() {
        LongStream.range(1, 101).forEach(id -> arrive(id, "lead_" + id / 2));

        assertThat(next()).isEqualTo(LongStream.range(1, 41).boxed().toList());
    }

    @Test
    void a_lead_with_many_events_does_not_hold_up_the_others() {
        LongStream.range(1, 101).forEach(id -> arrive(id, FLOOD));
        LongStream.range(101, 107).forEach(id -> arrive(id, "lead_" + id));

        assertThat(next()).containsExactly(1L, 2L, 3L, 4L, 101L, 102L, 103L, 104L, 105L, 106L);

        arrive(107, "lead_1");
        arrive(108, FLOOD);
        assertThat(next()).containsExactly(5L, 6L, 7L, 8L, 107L);
    }

    @Test
    void a_flood_goes_at_its_pace_and_the_others_at_theirs() {
        LongStream.range(1, 101).forEach(id -> arrive(id, FLOOD));
        arrive(101, "lead_1");
        assertThat(next()).containsExactly(1L, 2L, 3L, 4L, 101L);

        now = now.minusMillis(990);
        arrive(102, "lead_1");
        assertThat(next()).containsExactly(102L);
        now = now.minusMillis(950);
        assertThat(next()).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void a_clock_that_was_set_back_does_not_keep_the_flood_out() {
        LongStream.range(1, 101).forEach(id -> arrive(id, FLOOD));
        next();

        now = now.minusSeconds(3_600);
        assertThat(next()).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void a_second_flood_behind_the_first_holds_nobody_up() {
        LongStream.range(1, 101).forEach(id -> arrive(id, FLOOD));
        LongStream.range(101, 151).forEach(id -> arrive(id, "lead_flood_2"));
        arrive(151, "lead_1");

        assertThat(next()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(next()).containsExactly(5L, 6L, 7L, 8L, 151L);
    }

    @Test
    void a_lead_that_is_merged_with_a_flooding_one_waits_with_it_from_then_on() {
        LongStream.range(1, 101).forEach(id -> arrive(id, FLOOD));
        arrive(101, "lead_1");
        arrive(102, "lead_1", FLOOD);
        arrive(104, "lead_2");

        assertThat(next()).containsExactly(1L, 2L, 3L, 4L, 101L, 104L);
        arrive(105, "lead_1");
        arrive(106, "lead_3");
        assertThat(next()).containsExactly(5L, 6L, 7L, 8L, 106L);
    }

    @Test
    void what_another_replica_committed_late_is_not_passed_by_what_came_after_it() {
        LongStream.range(1, 101).filter(id -> id != 90).forEach(id -> arrive(id, FLOOD));
        arrive(101, "lead_2");
        next();

        arrive(90, "lead_1");
        arrive(102, "lead_1");
        arrive(103, "lead_2");
        assertThat(next()).containsExactly(5L, 6L, 7L, 8L, 90L, 102L, 103L);
    }

    @Test
    void what_comes_to_light_where_a_flood_was_looked_through_does_not_wait_for_its_end() {
        LongStream.range(1, 201).filter(id -> id != 190).forEach(id -> arrive(id, FLOOD));
        next();
        arrive(190, "lead_1");
        List<Long> gone = new ArrayList<>();
        for (int look = 0; look < 200 / BATCH + 1; look++) {
            gone.addAll(next());
        }

        assertThat(gone).contains(190L).doesNotContain(60L);
    }

    @Test
    void events_of_others_that_stayed_are_picked_again() {
        LongStream.range(1, 101).forEach(id -> arrive(id, FLOOD));
        arrive(101, "lead_1");
        pick.next(Rows.RECEIVED);

        pick.startOver();

        assertThat(next()).contains(101L);
    }

    static Stream<Integer> seeds() {
        return Stream.iterate(1, seed -> seed + 1).limit(10);
    }

    /** Rows arrive in the order of their ids, but now and then some are committed later, as another replica's are. */
    @ParameterizedTest
    @MethodSource("seeds")
    void no_event_goes_before_an_older_one_of_its_leads(int seed) {
        Random random = new Random(seed);
        pick = pick(4 + random.nextInt(12));
        Map<String, List<Long>> committed = new HashMap<>();
        List<Long> late = new ArrayList<>();
        long id = 0;
        for (int turn = 0; turn < 60 || anyWaiting(committed); turn++) {
            for (int i = turn < 60 ? random.nextInt(12) : 0; i > 0; i--) {
                id++;
                if (random.nextInt(8) == 0) {
                    late.add(id);
                } else {
                    arriveSomewhere(random, id, committed);
                }
            }
            while (!late.isEmpty() && (turn >= 60 || random.nextBoolean())) {
                arriveSomewhere(random, late.remove(0), committed);
            }
            if (random.nextInt(9) == 0) {
                pick.next(Rows.RECEIVED);
                pick.startOver();
            }
            List<InboxEvent> gone = take();
            assertThat(turn < 60 || !gone.isEmpty()).as("something goes").isTrue();
            for (InboxEvent event : gone) {
                for (String lead : event.event().leadIds()) {
                    List<Long> waiting = committed.getOrDefault(lead, List.of());
                    int place = waiting.indexOf(event.id());
                    assertThat(waiting.subList(0, place))
                            .as("committed before %s, seed %s", event, seed)
                            .noneMatch(other -> other < event.id());
                    waiting.remove(place);
                }
            }
        }
        assertThat(committed).isNotEmpty();
        assertThat(committed.values()).allMatch(List::isEmpty);
    }

    @Test
    void what_came_of_a_lead_in_time_is_found_among_what_is_held_and_what_came_later() {
        for (long id : List.of(5L, 1L, 2L, 4L, 3L)) {
            arrive(id, "lead_1");
        }
        Instant over = Rows.RECEIVED.plusSeconds(1);
        update("update inbox set release_at = :at where id < 3", over);
        update("update inbox set received_at = :at where id > 3", over.plusSeconds(1));

        assertThat(inbox(database.dataSource()).unread("lead_1", over, 2))
                .extracting(InboxEvent::id)
                .containsExactly(3L);
    }

    private void update(String sql, Instant at) {
        database.jdbc().sql(sql).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    private static boolean anyWaiting(Map<String, List<Long>> committed) {
        return !committed.values().stream().allMatch(List::isEmpty);
    }

    private void arriveSomewhere(Random random, long id, Map<String, List<Long>> committed) {
        String lead = "lead_" + (random.nextBoolean() ? 0 : random.nextInt(8));
        String other = random.nextInt(10) == 0 ? "lead_" + random.nextInt(8) : lead;
        if (other.equals(lead)) {
            arrive(id, lead);
        } else {
            arrive(id, lead, other);
        }
        Stream.of(lead, other)
                .distinct()
                .forEach(each -> committed
                        .computeIfAbsent(each, key -> new ArrayList<>())
                        .add(id));
    }

    private FairPick pick(int batch) {
        return pick(batch, database.dataSource());
    }

    /** From now on by this source. */
    void pickThrough(DataSource source) {
        pick = pick(BATCH, source);
    }

    private FairPick pick(int batch, DataSource source) {
        return new FairPick(inbox(source), batch);
    }

    final JdbcInbox inbox(DataSource source) {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        return new JdbcInbox(jdbc, database.transactions(), Databases.of(database, jdbc), new DispatchLease());
    }

    List<Long> next() {
        return take().stream().map(InboxEvent::id).toList();
    }

    private List<InboxEvent> take() {
        List<InboxEvent> picked = pick.next(now);
        now = now.plusSeconds(1);
        Long[] ids = picked.stream().map(InboxEvent::id).toArray(Long[]::new);
        new JdbcTemplate(database.dataSource()).update("delete from inbox where id = any(?)", new Object[] {ids});
        return picked;
    }

    void arrive(long id, String lead) {
        rows.waiting(id, "lead.updated", lead);
    }

    private void arrive(long id, String lead, String mergedLead) {
        arrive(id, lead);
        database.jdbc()
                .sql("update inbox set related_lead_id = :merged where id = :id")
                .param("merged", mergedLead)
                .param("id", id)
                .update();
    }
}
