package io.leadhook;

import org.apache.camel.CamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What holds for every route. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {
    /**
     * A failure is judged and kept where it matters: by the guard of the public port and by the engine of each
     * destination. Camel's own log of it, with its stack trace, would only bury what else is said. A route's
     * {@code onException} works as ever.
     */
    @Bean
    CamelContextConfiguration quietErrorHandler() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
                policy.setLogExhausted("false");
                DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
                handler.setRedeliveryPolicy(policy);
                context.getCamelContextExtension().setErrorHandlerFactory(handler);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {}
        };
    }
}
