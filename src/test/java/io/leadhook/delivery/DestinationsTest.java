package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;

/** Real routes of one destination, in a Camel that runs. */
class DestinationsTest {
    private final EngineInSteps hub =
            new EngineInSteps(Bounds.DEFAULT, (lease, result) -> CompletableFuture.completedFuture(null));
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.addComponent("delivery", new DeliveryComponent(hub.shared, new StandardEnvironment()));
        add("deliver-to-sales", "delivery:sales");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        hub.close();
    }

    @Test
    void a_second_route_of_a_destination_is_refused() {
        assertThatThrownBy(() -> add("deliver-late-too", "delivery:sales?late=skip"))
                .hasMessage("The routes deliver-to-sales and deliver-late-too both start from delivery:sales, and"
                        + " each would send every event: give one of them a name of its own, as in delivery:sales-2");
        assertThat(sales().skipsSuperseded()).isFalse();
    }

    @Test
    void a_route_may_be_stopped_and_started_again() throws Exception {
        camel.getRouteController().stopRoute("deliver-to-sales");
        camel.getRouteController().startRoute("deliver-to-sales");

        assertThat(sales().state()).isEqualTo(Destination.State.RUNNING);
    }

    @Test
    void a_route_that_has_gone_makes_room_for_another() throws Exception {
        camel.getRouteController().stopRoute("deliver-to-sales");
        camel.removeRoute("deliver-to-sales");
        add("deliver-to-sales-anew", "delivery:sales?late=skip");

        assertThat(sales().skipsSuperseded()).isTrue();
    }

    @Test
    void a_route_may_be_replaced_by_one_of_its_name() throws Exception {
        add("deliver-to-sales", "delivery:sales?late=skip");

        assertThat(sales().skipsSuperseded()).isTrue();
        assertThat(sales().state()).isEqualTo(Destination.State.RUNNING);
    }

    private Destination sales() {
        return hub.shared.destinations().find("sales").orElseThrow();
    }

    private void add(String id, String from) throws Exception {
        RouteBuilder.addRoutes(camel, routes -> routes.from(from).routeId(id).process(exchange -> {}));
    }
}
