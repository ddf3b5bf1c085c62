package io.leadhook.console;

import io.leadhook.check.RouteChecks;
import io.leadhook.deadletter.QuarantineReader;
import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.NewerDelivered;
import io.leadhook.inbox.TableInbox;
import io.leadhook.receive.NoSources;
import io.leadhook.receive.SourceRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The private port alone: no engine moves the rows that a test has put. No {@code @Configuration}, or a whole hub that a
 * test starts in this package tree would find it too.
 */
@EnableAutoConfiguration(excludeName = "org.apache.camel.component.http.springboot.HttpComponentAutoConfiguration")
@ComponentScan({
    "io.leadhook.console",
    "io.leadhook.deadletter",
    "io.leadhook.watch",
    "io.leadhook.replica",
    "io.leadhook.upkeep",
    "io.leadhook.store"
})
@Import({Destinations.class, NewerDelivered.class})
class ConsoleTestApplication {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    QuarantineReader quarantineReader() {
        return (source, event, raw) -> Optional.empty();
    }

    @Bean
    RouteChecks routeChecks() {
        return List::of;
    }

    @Bean
    TableInbox inbox(JdbcClient jdbc) {
        return new TableInbox(jdbc);
    }

    @Bean
    SourceRegistry sources(MeterRegistry meters) {
        return NoSources.registry(meters);
    }
}
