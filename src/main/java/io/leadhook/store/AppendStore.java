package io.leadhook.store;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The store as the append sees it: on connections of its own, so that neither deliveries nor the console can keep a
 * sender waiting. That holds for both databases: H2 makes connections at no cost, but a full pool is a full pool.
 * Thread-safe.
 *
 * @param jdbc on the append's connections
 * @param transaction on the same
 * @param database what to sync
 */
public record AppendStore(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {}
