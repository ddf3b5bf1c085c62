package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attempt that takes longer than its timeout of 10 s. */
class OverdueAttemptTest {
    private final EngineInSteps engine =
            new EngineInSteps(Bounds.DEFAULT, (lease, result) -> CompletableFuture.completedFuture(null));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    @BeforeEach
    void come() {
        engine.comes(1);
        engine.turn();
    }

    @AfterEach
    void close() {
        mayGoOn.countDown();
        engine.close();
    }

    @Test
    void a_route_that_does_not_come_back_is_interrupted() throws Exception {
        engine.receiver = exchange -> hang();
        attempt();

        engine.clock.advance(Duration.ofSeconds(12));
        engine.turn();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void neither_does_it_hang_for_ever_while_its_destination_is_paused() throws Exception {
        engine.receiver = exchange -> hang();
        attempt();
        engine.paused = true;

        engine.clock.advance(Duration.ofSeconds(12));
        engine.turn();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_that_waits_for_the_store_to_give_its_event_is_not() throws Exception {
        engine.beforeReading = this::hang;
        Thread worker = attempt();

        engine.clock.advance(Duration.ofSeconds(12));
        engine.turn();
        mayGoOn.countDown();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
        worker.join();
    }

    private Thread attempt() throws InterruptedException {
        Thread worker = new Thread(() -> engine.workers.run(0));
        worker.start();
        begun.await();
        return worker;
    }

    private void hang() {
        begun.countDown();
        try {
            mayGoOn.await();
            interrupted.complete(false);
        } catch (InterruptedException e) {
            interrupted.complete(true);
        }
    }
}
