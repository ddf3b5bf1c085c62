package io.leadhook.console;

import static org.awaitility.Awaitility.await;

import io.leadhook.deadletter.ReplayJobs;
import io.leadhook.deadletter.ReplayProgress;
import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.inbox.TableInbox;
import io.leadhook.testing.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * A private port over real HTTP, with two destinations: crm skips what is superseded, slack does not; and with a user of
 * each role. It starts once for all tests on one database.
 */
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
        classes = ConsoleTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "leadhook.admin.password=" + Api.PASSWORD,
            "leadhook.users.viewer-1.password=" + Api.PASSWORD,
            "leadhook.users.viewer-1.role=viewer",
            "leadhook.users.operator-1.password=" + Api.PASSWORD,
            "leadhook.users.operator-1.role=operator",
            "camel.main.routes-include-pattern=false",
            "camel.main.name=console-test",
            "leadhook.demo=false",
            // There Spring would believe forwarded headers by itself.
            "spring.main.cloud-platform=kubernetes",
            "spring.jmx.enabled=true",
            "spring.jmx.unique-names=true",
            "management.prometheus.metrics.export.enabled=true",
            "spring.main.allow-bean-definition-overriding=false"
        })
@ContextConfiguration(initializers = ConsoleTest.OwnFolder.class)
abstract class ConsoleTest {
    /** A context that is not shared, because its class sets more, has its own: here tests empty tables that are never empty. */
    static final class OwnFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Path folder = Path.of("target", "console-" + UUID.randomUUID()).toAbsolutePath();
            TestPropertyValues.of("leadhook.data-dir=" + folder).applyTo(context);
        }
    }

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected Destinations destinations;

    @Autowired
    protected TableInbox inbox;

    @Autowired
    private ReplayJobs replays;

    @LocalServerPort
    protected int port;

    protected Api api;
    protected Rows rows;
    protected StillDestination crm;
    protected StillDestination slack;

    @BeforeEach
    void prepare() {
        api = new Api(port);
        rows = new Rows(jdbc);
        rows.clear();
        crm = new StillDestination("crm", true, "lead.*").registerIn(destinations);
        slack = new StillDestination("slack", false, "lead.created").registerIn(destinations);
        inbox.refuse(false);
    }

    @AfterEach
    void tidy() {
        // What still runs would write into the next test.
        await().pollDelay(Duration.ZERO)
                .until(() -> replays.page(null, 50).stream().allMatch(ReplayProgress::ended));
        crm.removeFrom(destinations);
        slack.removeFrom(destinations);
    }

    protected String audit() {
        return String.join(
                "\n",
                jdbc.sql("select who || ' ' || action || ' ' || detail from audit_log order by id")
                        .query(String.class)
                        .list());
    }
}
