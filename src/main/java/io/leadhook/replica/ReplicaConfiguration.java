package io.leadhook.replica;

import io.leadhook.store.Database;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Leases where several processes can share the database, none where it is one process's own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplicaProperties.class)
class ReplicaConfiguration {
    @Bean
    Leases leases(
            Database database,
            DataSource dataSource,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ReplicaProperties properties) {
        if (!database.isShared()) {
            return Leases.alone();
        }
        return new Replicas(
                memberId(),
                new JdbcLeases(jdbc, transaction, properties.lease()),
                properties.lease(),
                properties.beat(),
                heard -> new PostgresBell(dataSource, jdbc, heard));
    }

    /** The host helps whoever reads the table; only the random part is relied on. */
    private static String memberId() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return host.substring(0, Math.min(40, host.length())) + "-"
                + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }
}
