package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RoutesTest {
    @Test
    void routes_stand_in_the_order_in_which_an_event_meets_them() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    List.of(
                                    "watch",
                                    "dispatch",
                                    "dead-letter",
                                    "order",
                                    "fetch-lead",
                                    "receive",
                                    "resequence",
                                    "enrich")
                            .forEach(id -> from("direct:" + id).routeId(id).log(id));
                    from("delivery:slack").routeId("deliver-to-slack").log("slack");
                    from("delivery:crm").routeId("deliver-to-crm").log("crm");
                }
            });

            assertThat(new Routes(camel).all())
                    .extracting(RouteReport::id)
                    .containsExactly(
                            "receive",
                            "enrich",
                            "fetch-lead",
                            "order",
                            "resequence",
                            "dispatch",
                            "deliver-to-crm",
                            "deliver-to-slack",
                            "dead-letter",
                            "watch");
        }
    }
}
