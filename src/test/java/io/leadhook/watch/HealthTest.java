package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.replica.Lease;
import io.leadhook.replica.LeasedWork;
import io.leadhook.replica.Leases;
import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

/** Ready: it stores and delivers. Live: a restart would not help. */
class HealthTest {
    @TempDir
    Path folder;

    @Test
    void it_is_ready_while_what_every_event_goes_through_runs_and_a_stopped_destination_is_not_among_it()
            throws Exception {
        try (Receiver crm = new Receiver();
                Hub hub = new Hub(folder).with("CRM_URL", crm.url()).start()) {
            assertThat(status(hub, "readiness")).isEqualTo(200);
            assertThat(status(hub, "liveness")).isEqualTo(200);
            var routes = hub.bean(CamelContext.class).getRouteController();

            routes.stopRoute("deliver-to-crm");
            assertThat(status(hub, "readiness")).as("the others go on").isEqualTo(200);
            for (String route : new String[] {"receive", "order", "dispatch"}) {
                routes.stopRoute(route);
                assertThat(status(hub, "readiness")).as(route).isEqualTo(503);
                assertThat(status(hub, "liveness")).as(route).isEqualTo(200);
                routes.startRoute(route);
                assertThat(status(hub, "readiness")).as(route).isEqualTo(200);
            }
        }
    }

    @Test
    void without_its_database_it_is_not_ready_and_still_live() throws Exception {
        try (Receiver crm = new Receiver();
                Hub hub = new Hub(folder).with("CRM_URL", crm.url()).start()) {
            hub.bean(DataSource.class)
                    .unwrap(com.zaxxer.hikari.HikariDataSource.class)
                    .close();

            await().until(() -> status(hub, "readiness") == 503);
            assertThat(status(hub, "liveness")).isEqualTo(200);
        }
    }

    @Test
    void work_whose_thread_has_died_is_not_live() {
        Leases leases = Leases.alone();
        StuckHealthIndicator stuck = new StuckHealthIndicator(leases);
        leases.offer(new Work("delivery:well", () -> {}));
        assertThat(stuck.health().getStatus()).isEqualTo(Status.UP);

        Work dying = new Work("delivery:crm", () -> {
            throw new OutOfMemoryError("planted");
        });
        leases.offer(dying);
        await().untilAsserted(() ->
                assertThat(stuck.health().getDetails().get("dead")).asString().isEqualTo("[delivery:crm]"));
        assertThat(stuck.health().getStatus()).isEqualTo(Status.DOWN);

        leases.withdraw(dying);
        assertThat(stuck.health().getStatus())
                .as("nobody has to do it here any more")
                .isEqualTo(Status.UP);
    }

    @Test
    void threads_that_wait_for_each_other_are_not_live() throws Exception {
        StuckHealthIndicator stuck = new StuckHealthIndicator(Leases.alone());
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread first = locking("first", one, other, bothHold);
        Thread second = locking("second", other, one, bothHold);

        await().until(() -> stuck.health().getStatus().equals(Status.DOWN));
        assertThat(stuck.health().getDetails().get("deadlocked")).asString().isEqualTo("[first, second]");
        first.interrupt();
        second.interrupt();
        first.join();
        second.join();
        assertThat(stuck.health().getStatus()).isEqualTo(Status.UP);
    }

    private static Thread locking(String name, ReentrantLock has, ReentrantLock wants, CountDownLatch bothHold) {
        Thread thread = new Thread(
                () -> {
                    has.lock();
                    try {
                        bothHold.countDown();
                        bothHold.await();
                        wants.lockInterruptibly();
                        wants.unlock();
                    } catch (InterruptedException resolved) {
                        Thread.currentThread().interrupt();
                    } finally {
                        has.unlock();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static int status(Hub hub, String group) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/actuator/health/" + group))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    /** One whose thread does this and ends. */
    private static final class Work implements LeasedWork {
        private final String name;
        private final Runnable body;

        Work(String name, Runnable body) {
            this.name = name;
            this.body = body;
        }

        @Override
        public String work() {
            return name;
        }

        @Override
        public void begin(Lease lease) {
            Thread thread = new Thread(lease.guard(body), name);
            thread.setUncaughtExceptionHandler((died, planted) -> {});
            thread.start();
        }

        @Override
        public void end() {}

        @Override
        public void wake() {}
    }
}
