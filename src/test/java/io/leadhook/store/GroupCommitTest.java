package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(10, 100);

    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final List<GroupCommit<Integer>> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(GroupCommit::close);
    }

    @Test
    void a_lone_item_is_written_alone() throws Exception {
        apart(0).submit(1).get();

        assertThat(batches).containsExactly(List.of(1));
    }

    @Test
    void what_comes_soon_after_a_batch_shares_the_next_one() throws Exception {
        GroupCommit<Integer> commit = apart(2_000);
        commit.submit(0).get();

        CompletableFuture.allOf(
                        IntStream.rangeClosed(1, 5).mapToObj(commit::submit).toArray(CompletableFuture[]::new))
                .get();

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5));
    }

    @Test
    void a_batch_that_fails_is_told_to_its_items_alone() throws Exception {
        GroupCommit<Integer> commit =
                opened(new GroupCommit<>("test", Interval.ofMillis(0), LIMITS, item -> 1, batch -> {
                    if (batch.contains(1)) {
                        throw new IllegalStateException("the disk is full");
                    }
                    batches.add(batch);
                }));

        CompletableFuture<Void> failed = commit.submit(1);
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasMessageContaining("the disk is full");
        commit.submit(2).get();

        assertThat(batches).containsExactly(List.of(2));
    }

    @Test
    void what_was_accepted_is_written_before_the_end() throws Exception {
        GroupCommit<Integer> commit = apart(200);
        commit.submit(1).get();
        CompletableFuture<Void> second = commit.submit(2);

        commit.close();

        assertThat(second).isCompleted();
        assertThat(commit.submit(3)).isCompletedExceptionally();
        assertThat(batches).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void while_a_write_hangs_no_more_bytes_are_held_than_may_wait_and_one_item() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        GroupCommit<Integer> commit = weighed(batch -> awaitEnd(hang));
        CompletableFuture<Void> written = commit.submit(60);
        CompletableFuture<Void> last = commit.submit(60);

        CompletableFuture<Void> refused = commit.submit(1);

        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::get).hasMessageContaining("120 bytes");
        hang.countDown();
        CompletableFuture.allOf(written, last).get();
        commit.submit(100).get();
    }

    @Test
    void what_could_not_be_written_is_held_no_longer() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        GroupCommit<Integer> commit = weighed(batch -> {
            if (full.get()) {
                throw new IllegalStateException("the disk is full");
            }
        });
        CompletableFuture<Void> failed = commit.submit(100);
        assertThatThrownBy(failed::get).hasMessageContaining("the disk is full");
        full.set(false);

        await().until(() -> !commit.submit(100).isCompletedExceptionally());
    }

    @Test
    void an_item_larger_than_all_that_may_wait_passes_alone() throws Exception {
        weighed(batches::add).submit(1_000).get();

        assertThat(batches).containsExactly(List.of(1_000));
    }

    private GroupCommit<Integer> weighed(Consumer<List<Integer>> write) {
        return opened(new GroupCommit<>("test", Interval.ofMillis(0), LIMITS, item -> item, write));
    }

    private static void awaitEnd(CountDownLatch hang) {
        try {
            hang.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private GroupCommit<Integer> apart(long millis) {
        return opened(new GroupCommit<>("test", Interval.ofMillis(millis), LIMITS, item -> 1, batches::add));
    }

    private GroupCommit<Integer> opened(GroupCommit<Integer> commit) {
        opened.add(commit);
        return commit;
    }
}
