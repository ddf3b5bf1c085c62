package io.leadhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.replica.Leases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk replays over the ends of the processes that do them. */
abstract class ReplaysContract {
    private static final Clock CLOCK = Clock.fixed(Rows.RECEIVED.plusSeconds(60), ZoneOffset.UTC);
    private static final DeadLetterSelection ALL =
            new DeadLetterSelection(new DeadLetterFilter("crm", "attempts", null, null, null), null, List.of());

    private final Destinations destinations = new Destinations();
    private final StillDestination crm = new StillDestination("crm", true, "lead.*").registerIn(destinations);
    private final Queue<ReplayProgress> ended = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Rows rows;

    abstract TestDatabase open();

    @BeforeEach
    void openDatabase() {
        database = open();
        rows = new Rows(database.jdbc());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void a_job_goes_on_where_its_process_has_left_it() throws Exception {
        die(9);
        Process first = new Process();
        long id = first.jobs.start(new ReplayOrder(ALL, false, 3, "ada")).id();
        await().until(() -> handled(id) >= 3);
        first.end();
        long before = handled(id);
        assertThat(before).isLessThan(9);
        assertThat(progress(id).state()).isEqualTo("running");
        assertThat(ended).isEmpty();

        Process second = new Process();
        second.runner.wake();
        ReplayProgress done = awaitEnd(id);
        second.end();

        assertThat(done.state()).isEqualTo("done");
        assertThat(done.matched()).isEqualTo(9);
        assertThat(done.handled()).isEqualTo(9);
        assertThat(done.replayed()).isEqualTo(9);
        assertThat(ended).extracting(ReplayProgress::id).containsExactly(id);
        assertThat(crm.rescans()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void what_died_again_meanwhile_does_not_belong_to_the_job() throws Exception {
        die(4);
        Process first = new Process();
        long id = first.jobs.start(new ReplayOrder(ALL, false, 2, "ada")).id();
        await().until(() -> handled(id) == 2);
        first.end();
        rows.set(1, "state = 'dead', ready = null, finished_at = timestamp with time zone '2026-11-24 00:00:00Z'");

        Process second = new Process();
        second.runner.wake();

        assertThat(awaitEnd(id).replayed()).isEqualTo(4);
        assertThat(rows.state(1)).isEqualTo("dead");
        second.end();
    }

    @Test
    void a_job_is_cancelled_from_another_process_and_by_no_restart_revived() throws Exception {
        die(9);
        Process first = new Process();
        long id = first.jobs.start(new ReplayOrder(ALL, false, 2, "ada")).id();
        await().until(() -> handled(id) >= 2);

        Process second = new Process();
        ReplayProgress cancelled = second.jobs.cancel(id).orElseThrow();
        first.end();
        second.runner.wake();
        second.end();

        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(progress(id)).isEqualTo(cancelled);
        assertThat(ended).extracting(ReplayProgress::state).containsExactly("cancelled");
        assertThat(dead()).as("a step is done and noted, or neither").isEqualTo(9 - cancelled.replayed());
        assertThat(second.jobs.cancel(id)).contains(cancelled);
    }

    @Test
    void jobs_wait_for_each_other_and_are_listed_newest_first() throws Exception {
        die(2);
        Process process = new Process();
        DeadLetterSelection one = new DeadLetterSelection(ALL.filter(), null, List.of(1L));
        long first = process.jobs.start(new ReplayOrder(one, true, 500, "ada")).id();
        long second =
                process.jobs.start(new ReplayOrder(ALL, false, 500, "bob")).id();
        awaitEnd(second);
        process.end();

        assertThat(process.jobs.page(null, 10)).extracting(ReplayProgress::id).containsExactly(second, first);
        assertThat(process.jobs.page(second, 10))
                .extracting(ReplayProgress::who)
                .containsExactly("ada");
        assertThat(progress(first).replayed()).isEqualTo(1);
        assertThat(progress(first).force()).isTrue();
        assertThat(progress(second).replayed())
                .as("the other one was replayed by the first job")
                .isEqualTo(1);
        assertThat(progress(second).matched()).isBetween(1L, 2L);
    }

    @Test
    void a_job_keeps_its_order_over_a_restart() throws Exception {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "dead");
        Process taker = new Process();
        DeadLetterSelection narrow = new DeadLetterSelection(
                new DeadLetterFilter("crm", "attempts", "lead_1", Rows.RECEIVED, Rows.RECEIVED.plusSeconds(30)),
                "0123456789ab",
                List.of(1L, 2L));
        ReplayOrder order = new ReplayOrder(narrow, true, 7, "ada");
        long id = taker.replays.begin(order, 1).id();
        taker.end();

        assertThat(new JdbcReplays(database.jdbc(), CLOCK)
                        .find(id)
                        .orElseThrow()
                        .order())
                .isEqualTo(order);
    }

    private void die(int amount) {
        for (int i = 1; i <= amount; i++) {
            rows.event(i, "lead.created", "lead_" + i);
            rows.delivery(i, i, "crm", "dead");
        }
    }

    private long dead() {
        return database.jdbc()
                .sql("select count(*) from delivery where state = 'dead'")
                .query(Long.class)
                .single();
    }

    private ReplayProgress progress(long id) {
        return new JdbcReplays(database.jdbc(), CLOCK).find(id).orElseThrow().progress();
    }

    private long handled(long id) {
        return progress(id).handled();
    }

    private ReplayProgress awaitEnd(long id) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> progress(id), ReplayProgress::ended);
    }

    /** What one process has of it. */
    private final class Process {
        private final JdbcReplays replays = new JdbcReplays(database.jdbc(), CLOCK);
        private final JdbcDeadLetters table = RealDeadLetters.rows(database.jdbc());
        private final DeadLetterSearch search = new DeadLetterSearch(table);
        private final ReplaySteps steps = new ReplaySteps(
                new DeadLetters(
                        table,
                        new JdbcQuarantine(database.jdbc(), (source, event, raw) -> Optional.empty()),
                        destinations,
                        database.transactions(),
                        CLOCK),
                replays,
                database.transactions(),
                Leases.alone());
        private final ReplayRunner runner = new ReplayRunner(replays, steps, search, this::publish);
        private final ReplayJobs jobs = new ReplayJobs(replays, search, runner, CLOCK);

        private void publish(Object event) {
            ended.add(((ReplayEnded) event).progress());
        }

        void end() throws InterruptedException {
            runner.destroy();
            steps.destroy();
        }
    }
}
