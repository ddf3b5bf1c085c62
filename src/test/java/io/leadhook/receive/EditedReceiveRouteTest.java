package io.leadhook.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.receive.RawHttp.Answer;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever an edit makes of the route: no success without a commit, and nothing unsigned in the store. */
class EditedReceiveRouteTest extends PublicPort {
    @Autowired
    private CamelContext camel;

    @AfterEach
    void putTheRouteBack() throws Exception {
        if (camel.getRoute("edited") != null) {
            camel.getRouteController().stopRoute("edited");
            camel.removeRoute("edited");
            camel.getRouteController().startRoute("receive");
        }
    }

    @Test
    void no_edit_of_the_route_can_turn_a_failure_into_success() throws Exception {
        inbox.fail(true);
        edit(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).setBody(constant("fine"));
                from("platform-http:/webhooks/{source}?httpMethodRestrict=POST")
                        .routeId("edited")
                        .process("verifySignature")
                        .process("readEvent")
                        .to("inbox:events");
            }
        });

        assertThatItWasNotStored(postSigned(event("1", "")));
        assertThat(post("leads", event("1", ""), Map.of()).status()).isEqualTo(401);
    }

    @Test
    void a_route_that_stores_nothing_is_never_answered_with_success() throws Exception {
        edit(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/{source}?httpMethodRestrict=POST")
                        .routeId("edited")
                        .setHeader("Set-Cookie", constant("a=b"))
                        .setHeader("CamelHttpResponseCode", constant(200))
                        .setBody(constant(null));
            }
        });

        Answer answer = postSigned(event("1", ""));

        assertThatItWasNotStored(answer);
        assertThat(answer.has("set-cookie")).isFalse();
    }

    @Test
    void an_unsigned_body_is_not_stored_even_if_the_route_forgets_to_verify() throws Exception {
        edit(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/{source}?httpMethodRestrict=POST")
                        .routeId("edited")
                        .process("readEvent")
                        .to("inbox:events")
                        .process("answerSender");
            }
        });

        assertThatItWasNotStored(post("leads", event("1", ""), Map.of()));
        assertThat(inbox.stored()).isEmpty();
    }

    private void edit(RouteBuilder routes) throws Exception {
        camel.getRouteController().stopRoute("receive");
        camel.addRoutes(routes);
    }
}
