package io.leadhook.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Several replicas in one process, on a real PostgreSQL. */
class ReplicasTest {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final List<String> WORKS = List.of("dispatch", "delivery:crm", "delivery:slack", "upkeep");

    private final List<Replica> all = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.postgres();
    }

    @AfterEach
    void close() {
        all.forEach(Replica::leave);
        database.close();
    }

    @Test
    void a_single_replica_does_everything_at_once() {
        Replica first = join("first");
        await().atMost(Duration.ofSeconds(1)).until(() -> first.doing().size() == WORKS.size());
    }

    @Test
    void a_second_replica_takes_its_share_and_hands_it_back_when_it_leaves() {
        Replica first = join("first");
        await().until(() -> first.doing().size() == WORKS.size());
        Replica second = join("second");
        await().until(() -> second.doing().size() == 2 && first.doing().size() == 2);
        assertThat(concurrentlyDone()).isEmpty();

        second.leave();
        await().atMost(Duration.ofSeconds(1)).until(() -> first.doing().size() == WORKS.size());
        assertThat(concurrentlyDone()).isEmpty();
    }

    @Test
    void what_a_replica_that_hangs_held_is_taken_after_its_lease_and_what_it_writes_then_is_refused() {
        Replica hanging = join("hanging");
        await().until(() -> hanging.doing().size() == WORKS.size());
        Lease old = hanging.lease("dispatch");
        hanging.hang();
        Replica next = join("next");

        await().until(() -> next.doing().size() == WORKS.size());

        assertThat(old.isHeld())
                .as("it knows by its own clock that it must not send")
                .isFalse();
        assertThat(inTransaction(old))
                .as("and the table refuses what it writes")
                .isFalse();
        assertThat(inTransaction(next.lease("dispatch"))).isTrue();
    }

    @Test
    void nobody_takes_a_lease_under_which_somebody_is_writing() throws InterruptedException {
        Replica writer = join("writer");
        await().until(() -> writer.doing().size() == WORKS.size());
        Lease lease = writer.lease("dispatch");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean stillOurs = new AtomicBoolean();
        Thread transaction = new Thread(() -> database.transactions().executeWithoutResult(status -> {
            lease.require();
            writing.countDown();
            await().until(() -> go.getCount() == 0);
            stillOurs.set(lease.confirm());
        }));
        transaction.start();
        writing.await();
        writer.hang();
        Replica next = join("next");
        await().until(() -> next.doing().size() == WORKS.size() - 1);

        assertThat(next.doing()).doesNotContain("dispatch");
        go.countDown();
        transaction.join();
        assertThat(stillOurs).isTrue();
        await().until(() -> next.doing().size() == WORKS.size());
    }

    @Test
    void a_lease_that_ran_out_and_that_nobody_took_goes_on() {
        Replica only = join("only");
        await().until(() -> only.doing().size() == WORKS.size());
        Lease lease = only.lease("upkeep");
        database.jdbc()
                .sql("update lease set expires_at = clock_timestamp() - interval '1 minute'")
                .update();

        assertThat(inTransaction(lease)).isTrue();
        await().until(() -> database.jdbc()
                        .sql("select count(*) from lease where expires_at > clock_timestamp()")
                        .query(Integer.class)
                        .single()
                == WORKS.size());
        assertThat(only.lease("upkeep")).isSameAs(lease);
    }

    @Test
    void the_bell_and_the_table_tell_the_others() {
        Replica first = join("first");
        Replica second = join("second");
        await().until(() -> first.doing().size() == 2 && second.doing().size() == 2);
        Replica doing = first.doing().contains("delivery:crm") ? first : second;
        Replica other = doing == first ? second : first;
        Duty duty = doing.duty("delivery:crm");
        int before = duty.changes.get();

        other.replicas.wake("delivery:crm");
        await().atMost(Duration.ofSeconds(1)).until(() -> duty.wakes.get() > 0);
        other.replicas.announceChange("delivery:crm");
        await().atMost(Duration.ofSeconds(1)).until(() -> duty.changes.get() > before);

        await().until(() -> other.replicas.conditionElsewhere("delivery:crm").equals(Optional.of("fine")));
        assertThat(doing.replicas.conditionElsewhere("delivery:crm")).isEmpty();
    }

    @Test
    void a_change_is_seen_by_those_who_do_not_hear_the_bell() {
        Replica first = join("first");
        await().until(() -> first.doing().size() == WORKS.size());
        int before = first.duty("delivery:crm").changes.get();
        database.jdbc()
                .sql("update lease set changes = changes + 1 where work = 'delivery:crm'")
                .update();
        await().until(() -> first.duty("delivery:crm").changes.get() > before);
    }

    @Test
    void a_work_that_could_not_begin_is_begun_again_and_the_others_go_on() {
        Replica only = new Replica("only");
        all.add(only);
        only.offer("delivery:crm");
        only.offer("dispatch", new OutOfMemoryError("unable to create native thread"));

        await().until(() -> only.duty("dispatch").failedToBegin.get() == null);
        await().until(() -> only.doing().size() == 2);
        await().during(LEASE).until(() -> only.doing().size() == 2);
    }

    private boolean inTransaction(Lease lease) {
        return Boolean.TRUE.equals(database.transactions().execute(status -> lease.confirm()));
    }

    /** Work that two of them do by leases that both believe to hold. */
    private List<String> concurrentlyDone() {
        return all.stream()
                .flatMap(replica -> replica.doing().stream())
                .collect(Collectors.groupingBy(work -> work, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Replica join(String name) {
        Replica replica = new Replica(name);
        all.add(replica);
        WORKS.forEach(replica::offer);
        return replica;
    }

    private final class Replica {
        final Map<String, Duty> duties = new HashMap<>();
        final Replicas replicas;
        private boolean hangs;

        Replica(String name) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            TransactionTemplate transactions = database.transactions();
            replicas = new Replicas(
                    name,
                    new JdbcLeases(jdbc, transactions, LEASE),
                    LEASE,
                    BEAT,
                    heard -> new PostgresBell(database.dataSource(), jdbc, heard));
        }

        void offer(String work) {
            offer(work, null);
        }

        /** @param failure of its first begin */
        void offer(String work, @Nullable Error failure) {
            Duty duty = new Duty(work);
            duty.failedToBegin.set(failure);
            duties.put(work, duty);
            replicas.offer(duty);
        }

        List<String> doing() {
            return duties.values().stream()
                    .filter(duty -> {
                        Lease lease = duty.lease;
                        return lease != null && lease.isHeld();
                    })
                    .map(Duty::work)
                    .toList();
        }

        Lease lease(String work) {
            return Objects.requireNonNull(duty(work).lease);
        }

        Duty duty(String work) {
            return Objects.requireNonNull(duties.get(work));
        }

        /** No more beats, as in a process that is stopped; what it holds stays as it is. */
        void hang() {
            hangs = true;
            replicas.stopBeating();
        }

        void leave() {
            if (!hangs) {
                duties.values().forEach(replicas::withdraw);
            }
            replicas.close();
        }
    }

    private static final class Duty implements LeasedWork {
        final AtomicInteger wakes = new AtomicInteger();
        final AtomicInteger changes = new AtomicInteger();
        final AtomicReference<@Nullable Error> failedToBegin = new AtomicReference<>();
        volatile @Nullable Lease lease;
        private final String work;

        Duty(String work) {
            this.work = work;
        }

        @Override
        public String work() {
            return work;
        }

        @Override
        public void begin(Lease won) {
            Error failure = failedToBegin.getAndSet(null);
            if (failure != null) {
                throw failure;
            }
            lease = won;
        }

        @Override
        public void end() {
            lease = null;
        }

        @Override
        public void wake() {
            wakes.incrementAndGet();
        }

        @Override
        public void changed() {
            changes.incrementAndGet();
        }

        @Override
        public String condition() {
            return "fine";
        }
    }
}
