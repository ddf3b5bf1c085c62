package io.leadhook.delivery;

import io.leadhook.proof.model.Store;
import io.leadhook.replica.Lease;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes results when a test says so, in the caller, as the group commit of the program would. */
public final class ResultQueue implements ResultSink {
    private record Item(LeasedResult result, CompletableFuture<Void> written) {}

    private final JdbcResults table;
    private final Deque<Item> waiting = new ArrayDeque<>();

    public ResultQueue(Store store) {
        table = new JdbcResults(store.jdbc(), store.transaction(), store.database());
    }

    @Override
    public CompletableFuture<Void> submit(Lease lease, Result result) {
        Item item = new Item(new LeasedResult(lease, result), new CompletableFuture<>());
        waiting.add(item);
        return item.written();
    }

    public int size() {
        return waiting.size();
    }

    /** One commit of so many, the longest waiting first. */
    public void commit(int most) {
        List<Item> batch = new ArrayList<>();
        while (batch.size() < most && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        if (!batch.isEmpty()) {
            table.write(batch.stream().map(Item::result).toList());
            table.sync();
            batch.forEach(item -> item.written().complete(null));
        }
    }
}
