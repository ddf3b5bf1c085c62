package io.leadhook;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every package is given from outside. */
@Configuration(proxyBeanMethods = false)
class LeadhookConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
