package io.leadhook.receive;

import io.leadhook.inbox.FakeInbox;
import io.leadhook.trace.Traces;
import java.time.Clock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The public port alone, without a store. No {@code @Configuration}, or a whole hub that a test starts in this package
 * tree would find it too.
 */
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(ReceiveConfiguration.class)
class ReceiveTestApplication {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Traces traces() {
        return Traces.OFF;
    }

    @Bean
    FakeInbox inbox() {
        return new FakeInbox();
    }
}
