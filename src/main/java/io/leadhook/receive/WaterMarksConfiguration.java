package io.leadhook.receive;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells the door of the store's room. Apart from {@link ReceiveConfiguration}, which needs no database. */
@Configuration(proxyBeanMethods = false)
class WaterMarksConfiguration {
    private static final String H2_FILE = "jdbc:h2:file:";
    // Costs no more than reading so many keys, however many there are.
    private static final String COUNT = "select count(*) from (select id from inbox fetch first ? rows only) waiting";

    @Bean
    WaterMarks waterMarks(JdbcTemplate jdbc, DataSource dataSource, WebhookProperties webhooks, Door door)
            throws SQLException {
        LongUnaryOperator waiting = most -> {
            Long found = jdbc.queryForObject(COUNT, Long.class, most);
            return found == null ? 0 : found;
        };
        return new WaterMarks(waiting, freeBytes(dataSource), webhooks, door);
    }

    // The disk of another machine's database is watched there.
    private static LongSupplier freeBytes(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String url = connection.getMetaData().getURL();
            if (!url.startsWith(H2_FILE)) {
                return () -> Long.MAX_VALUE;
            }
            File folder = new File(url.substring(H2_FILE.length()).split(";", 2)[0])
                    .getAbsoluteFile()
                    .getParentFile();
            // A folder that Java does not see by this name says nothing of its disk.
            return () -> folder.isDirectory() ? folder.getUsableSpace() : Long.MAX_VALUE;
        }
    }
}
