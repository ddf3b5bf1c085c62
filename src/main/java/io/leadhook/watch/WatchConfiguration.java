package io.leadhook.watch;

import io.leadhook.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionOperations;

/** Starts the tasks that look at the tables now and then, and gives the long ones of them their time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WatchConfiguration {
    /** H2 has no limit that would end a read. */
    @Bean
    LongRead longRead(Database database, JdbcTemplate jdbc, TransactionOperations transaction) {
        return new LongRead(
                database.isShared()
                        ? new UnhurriedTransaction(jdbc, transaction)
                        : TransactionOperations.withoutTransaction());
    }
}
