package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
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
        GroupCommit<Integer> commit = opened(new GroupCommit<>("test", Interval.ofMillis(0), 10, item -> 1, batch -> {
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

    private GroupCommit<Integer> apart(long millis) {
        return opened(new GroupCommit<>("test", Interval.ofMillis(millis), 10, item -> 1, batches::add));
    }

    private GroupCommit<Integer> opened(GroupCommit<Integer> commit) {
        opened.add(commit);
        return commit;
    }
}
