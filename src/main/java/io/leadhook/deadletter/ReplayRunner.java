package io.leadhook.deadletter;

import io.leadhook.replica.LeaseLostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Works off the table of bulk replays, one after the other, so that a receiver that has just been mended is not overrun.
 * It looks for work every second, and goes on with what an earlier process, or another replica, has left. Thread-safe.
 */
@Component
class ReplayRunner implements InitializingBean, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final long LOOK_MS = 1_000;
    private static final int TRIES = 60;
    private static final long END_SECONDS = 10;

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dead-letter-replay"));
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final JdbcReplays rows;
    private final ReplaySteps steps;
    private final DeadLetterSearch search;
    private final ApplicationEventPublisher events;
    private int failures;

    ReplayRunner(JdbcReplays rows, ReplaySteps steps, DeadLetterSearch search, ApplicationEventPublisher events) {
        this.rows = rows;
        this.steps = steps;
        this.search = search;
        this.events = events;
    }

    @Override
    public void afterPropertiesSet() {
        executor.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** There is a new job. Returns at once. */
    void wake() {
        executor.execute(this::look);
    }

    private void look() {
        try {
            Optional<ReplayJob> job = next();
            while (job.isPresent()) {
                run(job.get());
                job = next();
            }
            failures = 0;
        } catch (LeaseLostException e) {
            LOG.debug("Another replica goes on with the bulk replay", e);
        } catch (RuntimeException | Error e) {
            // A schedule that throws ends.
            LOG.warn("Bulk replays rest for a moment; they go on where they were", e);
            failures++;
        }
    }

    private Optional<ReplayJob> next() {
        return isStopping() || !steps.areOurs() ? Optional.empty() : rows.next();
    }

    private void run(ReplayJob job) {
        long id = job.progress().id();
        if (failures >= TRIES) {
            end(id, "failed", "the store could not do this; what was not replayed is still a dead letter: begin again");
            failures = 0;
            return;
        }
        ReplayOrder order = job.order();
        boolean[] goesOn = {true};
        search.each(order.selection(), job.doneUpTo(), order.ratePerSecond(), letters -> {
            goesOn[0] = step(job, letters);
            return goesOn[0];
        });
        if (goesOn[0]) {
            end(id, "done", null);
        }
    }

    /** At most so many each second. */
    private boolean step(ReplayJob job, List<DeadLetter> letters) {
        if (isStopping() || !steps.areOurs()) {
            return false;
        }
        long began = System.nanoTime();
        boolean goesOn = steps.take(job, letters);
        failures = 0;
        if (goesOn && letters.size() == job.order().ratePerSecond()) {
            pause(TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - began));
        }
        return goesOn;
    }

    /** Ends it and publishes that, once: what has ended already is left as it is. */
    void end(long id, String state, @Nullable String error) {
        if (rows.end(id, state, error)) {
            rows.find(id).ifPresent(ended -> events.publishEvent(new ReplayEnded(ended.progress())));
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause(long nanos) {
        try {
            if (stopping.await(nanos, TimeUnit.NANOSECONDS)) {
                LOG.debug("A bulk replay goes on after the start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Waits for the step that is under way, and never interrupts it: H2 closes a file whose reader is interrupted. */
    @Override
    public void destroy() throws InterruptedException {
        stopping.countDown();
        executor.shutdown();
        if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("A step of a bulk replay has not ended in {} s", END_SECONDS);
        }
    }
}
