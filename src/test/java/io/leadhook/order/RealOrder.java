package io.leadhook.order;

import io.leadhook.inbox.JdbcInbox;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

/** The order route and what it needs, for tests of other packages. */
public final class RealOrder {
    private RealOrder() {}

    public static RouteBuilder routes(JdbcInbox inbox, JdbcLeads leads, Clock clock, Duration window) {
        return new OrderRoutes(new LeadOrderProcessor(inbox, leads, clock, new OrderingProperties(window)), inbox);
    }

    public static JdbcLeads leads(JdbcTemplate jdbc) {
        return new JdbcLeads(jdbc);
    }
}
