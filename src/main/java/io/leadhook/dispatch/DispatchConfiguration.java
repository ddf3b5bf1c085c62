package io.leadhook.dispatch;

import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The transaction that {@link DispatchRoutes} runs in. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
    @Bean
    SpringTransactionPolicy dispatchTransaction(PlatformTransactionManager transactions) {
        return new SpringTransactionPolicy(transactions);
    }
}
