package io.leadhook.demo;

import io.leadhook.receive.Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** What demo mode does once the hub is ready: it posts a few leads over HTTP and says what to try. Used once. */
final class DemoTour {
    private static final Logger LOG = LoggerFactory.getLogger("leadhook.demo");
    private static final List<String> LEADS = List.of("Ada", "Grace", "Edsger", "Barbara", "Donald");
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Environment environment;
    private final String standIns;
    private final Signer signer;
    private final String run = Integer.toHexString(new SecureRandom().nextInt(0x1000000));
    private final Instant now;

    DemoTour(Environment environment, String standIns, Signer signer, Clock clock) {
        this.environment = environment;
        this.standIns = standIns;
        this.signer = signer;
        this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns at once; the rest happens on a thread of its own. */
    void begin() {
        Thread thread = new Thread(this::run, "leadhook-demo-tour");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        LOG.info("{}", guide());
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        try {
            for (String lead : LEADS) {
                post(client, event(lead));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(HttpClient client, DemoEvent event) throws InterruptedException {
        HttpRequest.Builder webhook = HttpRequest.newBuilder(URI.create(hub()))
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString(event.body()));
        event.headers().forEach(webhook::header);
        HttpRequest request = webhook.build();
        for (int i = 1; i <= TRIES; i++) {
            if (isAccepted(client, request)) {
                return;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        LOG.warn("The demo could not post its leads to {}", hub());
    }

    private static boolean isAccepted(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String guide() {
        String console = "http://127.0.0.1:" + environment.getProperty("server.port", "8081");
        return """
                Demo mode: nothing is configured, so the hub has made up a secret and started a CRM, a Slack and a \
                scoring service of its own. Five leads are on their way to them.

                  What they have received     curl %1$s/
                  Console and API             %2$s   (user admin; unless you set its password, it stands in the log of the first start)

                  1. Send an event:
                %3$s

                  2. The CRM refuses this one twice with 503; the hub tries again after 5 s and 10 s:
                %4$s

                  3. The CRM refuses this one for good with 422; it becomes a dead letter:
                %5$s
                     Mend the CRM, then replay:
                curl -X POST %1$s/mend
                curl -u admin -X POST %2$s/api/dead-letters/replay -H 'Content-Type: application/json' -d '{"destination":"crm"}'

                To leave demo mode, set LEADS_WEBHOOK_SECRET and CRM_URL, SLACK_WEBHOOK_URL or SCORING_URL.
                """.formatted(
                        standIns,
                        console,
                        event("Lovelace").curl(hub()),
                        event("Flaky").curl(hub()),
                        event("Broken").curl(hub()));
    }

    private DemoEvent event(String name) {
        return DemoEvent.created(run, name, 10 * name.length(), now.toString(), signer);
    }

    private String hub() {
        return "http://127.0.0.1:" + environment.getProperty("leadhook.webhooks.port", "8080") + "/webhooks/leads";
    }
}
