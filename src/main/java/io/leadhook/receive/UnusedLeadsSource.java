package io.leadhook.receive;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Switches the shipped source {@code leads} off when it has no secret but another source has one: whoever set up a
 * source of their own need not delete ours. Without any secret at all it does nothing; then the check at the start
 * speaks, or demo mode begins.
 */
final class UnusedLeadsSource implements EnvironmentPostProcessor, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(UnusedLeadsSource.class);
    private static final String LEADS = "leads";

    /** Before demo mode. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (switchOff(environment)) {
            // Later, since nothing can be logged while the environment is made.
            application.addInitializers(context -> LOG.info(
                    "The source leads is off: it has no secret (LEADS_WEBHOOK_SECRET) and another source has one"));
        }
    }

    /** The rule alone, which also holds when the sources are read again. */
    static boolean switchOff(ConfigurableEnvironment environment) {
        ConfiguredSources sources = ConfiguredSources.in(environment);
        boolean unused = sources.lacksSecret(LEADS) && sources.anyHasSecret();
        if (unused) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "leadhook-unused-leads-source", Map.of("leadhook.sources.leads.enabled", "false")));
        }
        return unused;
    }
}
