package io.leadhook.console;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.inbox.TableInbox;
import io.leadhook.testing.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A private port over real HTTP, with two destinations: crm skips what is superseded, slack does not. */
@SpringBootTest(
        classes = ConsoleTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "leadhook.admin.password=" + Api.PASSWORD,
            "camel.main.routes-include-pattern=false",
            "camel.main.name=console-test",
            "leadhook.demo=false",
            "spring.jmx.enabled=true",
            "management.prometheus.metrics.export.enabled=true",
            "spring.main.allow-bean-definition-overriding=false"
        })
abstract class ConsoleTest {
    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected Destinations destinations;

    @Autowired
    protected TableInbox inbox;

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
