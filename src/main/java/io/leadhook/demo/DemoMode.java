package io.leadhook.demo;

import io.leadhook.receive.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Switches demo mode on when nothing is configured: no source has a secret and no destination a URL. It then makes up a
 * secret, starts stand-ins for the CRM, Slack and scoring on loopback, and sets the keys that a user would set; from
 * there on the hub is the real one. {@code leadhook.demo=false} keeps it off. The secret lives as long as the process.
 */
final class DemoMode implements EnvironmentPostProcessor, Ordered {
    static final String PROPERTY_SOURCE = "leadhook-demo";

    private static final String DUE = "leadhook-demo-due";
    private static final String RETRY_DELAYS = "leadhook.delivery.retry-delays";
    private static final String SHIPPED_RETRY_DELAYS = "30s,2m,10m,1h,6h";
    private static final String DEMO_RETRY_DELAYS = "5s,10s,15s";

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean wanted = environment.getProperty("leadhook.demo", Boolean.class, true)
                && environment.getProperty("nonOptionArgs", "").isEmpty()
                && Configured.in(environment).nothing();
        if (wanted && application.getWebApplicationType() == WebApplicationType.NONE) {
            // A sub-command such as "validate" serves nobody, but may want to know what a start would do.
            environment.getPropertySources().addLast(new MapPropertySource(DUE, Map.of(DUE, "true")));
        } else if (wanted) {
            switchOn(environment, application);
        }
    }

    private static void switchOn(ConfigurableEnvironment environment, SpringApplication application) {
        StandIns standIns;
        try {
            standIns = StandIns.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the demo's stand-ins cannot listen on loopback; set leadhook.demo=false to start without them",
                    failure);
        }
        String secret = newSecret();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(PROPERTY_SOURCE, settings(environment, standIns, secret)));
        application.addInitializers(context -> accompany(context, standIns));
    }

    private static Map<String, Object> settings(ConfigurableEnvironment environment, StandIns standIns, String secret) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("LEADS_WEBHOOK_SECRET", secret);
        settings.put("leadhook.sources.leads.scheme", "hmac-sha256");
        settings.put("leadhook.sources.leads.secrets", secret);
        settings.put("CRM_URL", standIns.url("/crm"));
        settings.put("SLACK_WEBHOOK_URL", standIns.url("/slack"));
        settings.put("SCORING_URL", standIns.url("/score"));
        // So that a retry is seen while one watches. What the user has chosen stays.
        if (environment.getProperty(RETRY_DELAYS, SHIPPED_RETRY_DELAYS).equals(SHIPPED_RETRY_DELAYS)) {
            settings.put(RETRY_DELAYS, DEMO_RETRY_DELAYS);
        }
        return settings;
    }

    private static void accompany(ConfigurableApplicationContext context, StandIns standIns) {
        context.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) ready -> new DemoTour(
                        context.getEnvironment(),
                        standIns.url(""),
                        context.getBean(Signer.class),
                        context.getBean(Clock.class))
                .begin());
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> standIns.stop());
    }

    private static String newSecret() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
