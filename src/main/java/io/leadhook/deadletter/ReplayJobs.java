package io.leadhook.deadletter;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Bulk replays at a rate, one after the other, so that a receiver that has just been mended is not overrun. A job lives
 * in this process: if that ends, what the job had not come to is still a dead letter, and nothing is replayed twice when
 * somebody begins again. Thread-safe.
 */
@Component
public class ReplayJobs implements DisposableBean {
    private static final int REMEMBERED = 50;

    private final ConcurrentSkipListMap<Long, ReplayJob> jobs = new ConcurrentSkipListMap<>();
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "dead-letter-replay"));
    private final DeadLetters deadLetters;
    private final DeadLetterSearch search;
    private final Clock clock;
    private final AtomicLong lastId;

    ReplayJobs(DeadLetters deadLetters, DeadLetterSearch search, Clock clock) {
        this.deadLetters = deadLetters;
        this.search = search;
        this.clock = clock;
        // Ids go on growing over restarts, so that an old link never shows another job.
        this.lastId = new AtomicLong(clock.instant().getEpochSecond());
    }

    /**
     * Counts what is chosen and begins to replay it. What dies after this moment does not belong to it.
     *
     * @param ended told once when the job has come to its end, whatever that is
     */
    public ReplayProgress start(ReplayOrder order, Consumer<ReplayProgress> ended) {
        ReplayOrder fixed = order.before(clock.instant());
        long matched = search.count(fixed.selection());
        ReplayJob job = new ReplayJob(lastId.incrementAndGet(), fixed, matched, clock);
        jobs.put(job.id(), job);
        while (jobs.size() > REMEMBERED
                && jobs.firstEntry().getValue().progress().ended()) {
            jobs.pollFirstEntry();
        }
        executor.execute(() -> {
            job.run(deadLetters, search);
            ended.accept(job.progress());
        });
        return job.progress();
    }

    public Optional<ReplayProgress> find(long id) {
        return Optional.ofNullable(jobs.get(id)).map(ReplayJob::progress);
    }

    /** Newest first. */
    public List<ReplayProgress> recent() {
        return jobs.descendingMap().values().stream().map(ReplayJob::progress).toList();
    }

    /** It ends before its next step. What it has replayed stays replayed. */
    public Optional<ReplayProgress> cancel(long id) {
        ReplayJob job = jobs.get(id);
        if (job == null) {
            return Optional.empty();
        }
        job.cancel();
        return Optional.of(job.progress());
    }

    @Override
    public void destroy() {
        jobs.values().forEach(ReplayJob::cancel);
        executor.shutdown();
    }
}
