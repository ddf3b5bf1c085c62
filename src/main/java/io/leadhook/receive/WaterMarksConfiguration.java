package io.leadhook.receive;

import io.leadhook.store.FreeSpace;
import java.util.function.LongUnaryOperator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells the door of the store's room. Apart from {@link ReceiveConfiguration}, which needs no database. */
@Configuration(proxyBeanMethods = false)
class WaterMarksConfiguration {
    // Costs no more than reading so many keys, however many there are.
    private static final String COUNT = "select count(*) from (select id from inbox fetch first ? rows only) waiting";

    @Bean
    WaterMarks waterMarks(JdbcTemplate jdbc, FreeSpace freeSpace, WebhookProperties webhooks, Door door) {
        LongUnaryOperator waiting = most -> {
            Long found = jdbc.queryForObject(COUNT, Long.class, most);
            return found == null ? 0 : found;
        };
        return new WaterMarks(waiting, freeSpace, webhooks, door);
    }
}
