package io.leadhook.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit by natural batching: while one batch is written, the next collects. An item that comes after a
 * rest is written at once; the others wait for the end of the batch before, and of its {@link Interval}. One writer
 * thread, so batches are written in the order of arrival. Thread-safe.
 *
 * @param <T> what is written
 */
public final class GroupCommit<T> implements AutoCloseable {
    /**
     * What may wait; more is refused.
     *
     * @param items how many
     * @param bytes by their sizes, with what is being written; one item may go beyond, so that a large one passes alone
     */
    public record Limits(int items, long bytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 16L << 20;

    private final BlockingQueue<Item<T>> waiting;
    /** Of what waits, and of the batch that is being written. */
    private final AtomicLong heldBytes = new AtomicLong();

    private final Limits limits;
    private final ToIntFunction<T> size;
    private final Consumer<List<T>> write;
    private final Interval interval;
    private final Thread writer;
    private volatile boolean closed;

    /**
     * @param name of the writer thread
     * @param interval by which batches are apart at least, so that under load fewer of them carry more
     * @param size the weight of an item in bytes
     * @param write writes a batch whole or throws
     */
    public GroupCommit(String name, Interval interval, Limits limits, ToIntFunction<T> size, Consumer<List<T>> write) {
        this.waiting = new ArrayBlockingQueue<>(limits.items());
        this.limits = limits;
        this.size = size;
        this.write = write;
        this.interval = interval;
        this.writer = new Thread(this::run, name);
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Completes when the item is written, or exceptionally with what {@code write} threw, or with an
     * {@link IllegalStateException} if too much waits or this is closed. Callbacks run on the writer thread: they must
     * be short and must not block.
     */
    public CompletableFuture<Void> submit(T value) {
        Item<T> item = new Item<>(value, size.applyAsInt(value), new CompletableFuture<>());
        if (closed || !accepts(item)) {
            item.written.completeExceptionally(new IllegalStateException(
                    closed
                            ? "Leadhook is stopping"
                            : waiting.size() + " already wait, and " + heldBytes.get() + " bytes are held"));
        }
        return item.written;
    }

    private boolean accepts(Item<T> item) {
        boolean accepted = heldBytes.getAndAdd(item.bytes) < limits.bytes && waiting.offer(item);
        if (!accepted) {
            heldBytes.addAndGet(-item.bytes);
        }
        return accepted;
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            try {
                Item<T> first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    interval.begin();
                    commit(collect(first));
                    interval.awaitEnd();
                }
            } catch (InterruptedException e) {
                // Only close() may end the writer, and it says so by the flag.
                LOG.debug("{} was interrupted and goes on", writer.getName());
            }
        }
    }

    private List<Item<T>> collect(Item<T> first) {
        List<Item<T>> batch = new ArrayList<>();
        long bytes = 0;
        for (Item<T> item = first; item != null; item = next(batch.size(), bytes)) {
            batch.add(item);
            bytes += item.bytes;
        }
        return batch;
    }

    private @Nullable Item<T> next(int items, long bytes) {
        return items < BATCH && bytes < BATCH_BYTES ? waiting.poll() : null;
    }

    private void commit(List<Item<T>> batch) {
        try {
            write.accept(batch.stream().map(Item::value).toList());
        } catch (RuntimeException | Error e) {
            // Even after an Error the writer goes on: without it, everybody would wait for ever.
            batch.forEach(item -> item.written.completeExceptionally(e));
            return;
        } finally {
            heldBytes.addAndGet(-batch.stream().mapToLong(Item::bytes).sum());
        }
        batch.forEach(item -> item.written.complete(null));
    }

    /** Writes what was accepted before, then ends; at most 10 s. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Item<T>(T value, int bytes, CompletableFuture<Void> written) {}
}
