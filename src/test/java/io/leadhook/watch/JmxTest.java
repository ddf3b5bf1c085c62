package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plain JMX client, such as JConsole, can read of a running hub and do with it. */
class JmxTest {
    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("BanJNDI") // the address is that of a process of our own
    void a_plain_client_reads_the_routes_and_pauses_resumes_and_replays() throws Exception {
        try (Receiver crm = new Receiver();
                HubProcess hub = new HubProcess("jmx", folder)
                        .withEnvironment("CRM_URL", crm.url())
                        .withEnvironment("SCORING_URL", crm.url())
                        .withEnvironment("SLACK_WEBHOOK_URL", crm.url() + "/services/T/B/very-secret-path")) {
            hub.start().awaitReady();
            noStepIsShownAsAnObject(hub);
            VirtualMachine machine = VirtualMachine.attach(Long.toString(hub.pid()));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                MBeanServerConnection jmx = connector.getMBeanServerConnection();
                everyStepHasAName(jmx);
                nothingSecretShows(jmx);
                operates(jmx, crm, new Sender(hub.webhooksUrl()), hub);
            }
        }
    }

    private static void everyStepHasAName(MBeanServerConnection jmx) throws Exception {
        Set<String> routes = names(jmx, "routes");
        assertThat(routes)
                .containsExactlyInAnyOrder(
                        "receive",
                        "enrich",
                        "fetch-lead",
                        "order",
                        "resequence",
                        "dispatch",
                        "deliver-to-crm",
                        "deliver-to-slack",
                        "deliver-to-scoring",
                        "dead-letter",
                        "watch",
                        "daily-report",
                        "tell",
                        "tell-http");
        Set<String> steps = names(jmx, "processors");
        assertThat(steps)
                .contains("verify-signature", "store", "drop-duplicates", "fan-out", "send-to-crm", "post-to-slack")
                // What Camel names by itself ends in a number: setHeader1.
                .allMatch(step -> step.matches("[a-z]+(-[a-z]+)*"), "was given a name by whoever wrote the route");
    }

    /** As the console draws them. */
    private static void noStepIsShownAsAnObject(HubProcess hub) {
        assertThat(hub.api().get("/api/routes").toString())
                .contains("drop-duplicates", "fan-out")
                .doesNotContainPattern("@[0-9a-f]{4,}|Lambda");
    }

    private static void nothingSecretShows(MBeanServerConnection jmx) throws Exception {
        for (ObjectName name : jmx.queryNames(new ObjectName("org.apache.camel:context=leadhook,*"), null)) {
            assertThat(name.toString()).doesNotContain("very-secret-path");
            for (var attribute : jmx.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable() && attribute.getType().equals(String.class.getName())) {
                    assertThat(String.valueOf(jmx.getAttribute(name, attribute.getName())))
                            .as(name + " " + attribute.getName())
                            .doesNotContain("very-secret-path");
                }
            }
        }
    }

    private static void operates(MBeanServerConnection jmx, Receiver crm, Sender sender, HubProcess hub)
            throws Exception {
        ObjectName destination = new ObjectName("io.leadhook:type=Destination,name=crm");
        ObjectName route = new ObjectName("org.apache.camel:context=leadhook,type=routes,name=\"deliver-to-crm\"");
        await().until(() -> jmx.isRegistered(destination));
        assertThat(jmx.getAttribute(destination, "State")).isEqualTo("running");

        invoke(jmx, destination, "pause");
        assertThat(jmx.getAttribute(destination, "State")).isEqualTo("paused");
        crm.answer(request -> 422);
        sender.post(SentEvent.created("lead_1", 1));
        await().until(() -> jmx.getAttribute(destination, "Pending").equals(1L));
        assertThat(crm.requestsOf("lead_1")).noneMatch(request -> request.path().startsWith("/leads"));

        invoke(jmx, destination, "resume");
        await().until(() -> jmx.getAttribute(destination, "Dead").equals(1L));
        assertThat(jmx.getAttribute(route, "ExchangesFailed")).isEqualTo(1L);

        crm.answer(request -> 200);
        assertThat(invoke(jmx, destination, "replayDeadLetters")).isEqualTo(1L);
        await().until(() -> hub.api()
                .delivery(SentEvent.idOf("lead_1", 1), "crm")
                .path("state")
                .asText()
                .equals("delivered"));
        assertThat(jmx.getAttribute(route, "ExchangesTotal")).isEqualTo(2L);
        assertThat(jmx.getAttribute(route, "ExchangesCompleted")).isEqualTo(1L);
        assertThat(hub.api().get("/api/audit").toString()).contains("\"who\":\"jmx\"", "\"action\":\"replay\"");
    }

    private static Object invoke(MBeanServerConnection jmx, ObjectName name, String operation) throws Exception {
        return jmx.invoke(name, operation, new Object[0], new String[0]);
    }

    private static Set<String> names(MBeanServerConnection jmx, String type) throws Exception {
        Set<String> names = new TreeSet<>();
        for (ObjectName name :
                jmx.queryNames(new ObjectName("org.apache.camel:context=leadhook,type=" + type + ",*"), null)) {
            names.add(ObjectName.unquote(name.getKeyProperty("name")));
        }
        return names;
    }
}
