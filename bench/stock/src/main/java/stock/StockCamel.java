package stock;

import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The baseline: a webhook fan-out as Camel's documentation shows its parts, with the defaults of Camel Spring Boot. It
 * verifies no signature, commits each event by itself without a sync to disk (H2's default), keeps its retries in
 * memory, and knows no order of a lead.
 */
@SpringBootApplication
public class StockCamel {
    public static void main(String[] arguments) {
        SpringApplication.run(StockCamel.class, arguments);
    }

    @Bean
    JdbcMessageIdRepository seenEvents(DataSource dataSource) {
        return new JdbcMessageIdRepository(dataSource, "webhooks");
    }

    @Bean
    RouteBuilder webhooks(JdbcMessageIdRepository seenEvents) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("log:dead-letter")
                        .maximumRedeliveries(5)
                        .redeliveryDelay(1_000)
                        .useExponentialBackOff());

                from("platform-http:/webhooks/leads?httpMethodRestrict=POST")
                        .routeId("webhooks")
                        .convertBodyTo(String.class)
                        .setHeader("Idempotency-Key", jsonpath("$.event_id"))
                        // What platform-http says of the request would be sent on as the address.
                        .removeHeaders("Camel*")
                        .idempotentConsumer(header("Idempotency-Key"), seenEvents)
                        .multicast()
                        .to("{{crm.url}}", "{{slack.url}}", "{{scoring.url}}")
                        .end()
                        .end()
                        .removeHeaders("*")
                        .setBody(constant("accepted"));
            }
        };
    }
}
