package io.leadhook.bench;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** The most that any webhook receiver on this engine can do: a route that answers 200. The argument is the port. */
public final class BareEngine {
    static final String READY = "the bare engine is ready";

    private BareEngine() {}

    public static void main(String[] arguments) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(Integer.parseInt(arguments[0]));
        CamelContext camel = new DefaultCamelContext();
        camel.addService(new VertxPlatformHttpServer(configuration));
        camel.getComponent("platform-http", PlatformHttpComponent.class).setEngine(new VertxPlatformHttpEngine());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/leads?httpMethodRestrict=POST")
                        .removeHeaders("*")
                        .setBody(constant("{\"status\":\"accepted\"}"));
            }
        });
        camel.start();
        Runtime.getRuntime().addShutdownHook(new Thread(camel::stop));
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
