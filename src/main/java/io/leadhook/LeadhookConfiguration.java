package io.leadhook;

import io.leadhook.check.RouteChecks;
import io.leadhook.check.RouteFiles;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** What every package is given from outside. */
@Configuration(proxyBeanMethods = false)
class LeadhookConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RouteChecks routeChecks(ConfigurableEnvironment environment) {
        return () -> RouteFiles.of(environment).check(environment, Leadhook.class);
    }
}
