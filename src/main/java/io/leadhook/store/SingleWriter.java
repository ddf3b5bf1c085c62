package io.leadhook.store;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Lets one transaction at a time write to an H2 database, from its first change to its end. Who only reads waits for
 * nobody.
 *
 * <p>Why: with each commit H2 2.5.252 stores all tables and indexes, whose roots it takes one after the other while other
 * sessions go on ({@code MVStore.collectChangedMapRoots}). What another transaction does in between is stored by half,
 * its record for the rollback included. If that is what a kill leaves, a row is in a table and not in its index, or
 * counted and not there. {@code H2HeaderTest} shows it. Thread-safe; a transaction stays in its thread.
 */
final class SingleWriter {
    private static final long WAIT_MS = 3_000;
    /** What is selected for update is locked, and what is selected from the table of a change is changed. */
    private static final Pattern READS = Pattern.compile(
            "\\s*(select|values|explain|backup)\\b(?!.*\\b(for\\s+update|table\\s*\\()).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** By text, of which the program has some hundred: to look through each statement again was 2 % of the hub's time. */
    private static final Map<String, Boolean> WRITES = new ConcurrentHashMap<>();

    private static final int MOST_TEXTS = 1_000;

    /** Fair, since an append that waits is a sender that waits. */
    private final ReentrantLock writing = new ReentrantLock(true);

    /** What {@link #guard} gives; {@link Connection#unwrap} leads there. */
    interface RelaxableConnection extends Connection {
        /**
         * The end of this transaction is written with the next one that is not relaxed; so fewer pages are.
         *
         * @throws IllegalStateException outside of a transaction: then it would be another one's, later
         */
        void relaxCommit() throws SQLException;
    }

    Connection guard(Connection connection) {
        return proxy(RelaxableConnection.class, new Session(connection));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SingleWriter.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] parameters)
            throws Throwable {
        try {
            return method.invoke(target, parameters);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean writes(@Nullable String sql) {
        if (sql == null) {
            return true;
        }
        Boolean known = WRITES.get(sql);
        if (known == null) {
            known = !READS.matcher(sql).matches();
            if (WRITES.size() < MOST_TEXTS) {
                WRITES.put(sql, known);
            }
        }
        return known;
    }

    private final class Session implements InvocationHandler {
        private final Connection connection;
        private boolean alone;
        private boolean relaxed;

        Session(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] parameters) throws Throwable {
            return switch (method.getName()) {
                case "createStatement" ->
                    proxy(
                            Statement.class,
                            guard(requireNonNull(SingleWriter.invoke(connection, method, parameters)), null));
                case "prepareStatement" -> prepared(method, parameters);
                case "relaxCommit" -> relax();
                // Without a pool between nobody else would answer.
                case "isWrapperFor" ->
                    asksForThis(parameters) || Boolean.TRUE.equals(SingleWriter.invoke(connection, method, parameters));
                case "unwrap" -> asksForThis(parameters) ? proxy : SingleWriter.invoke(connection, method, parameters);
                case "commit" -> commit(method, parameters);
                case "close", "setAutoCommit" -> end(method, parameters);
                // With a savepoint it goes on.
                case "rollback" ->
                    parameters == null ? end(method, parameters) : SingleWriter.invoke(connection, method, parameters);
                default -> SingleWriter.invoke(connection, method, parameters);
            };
        }

        private @Nullable Object relax() throws SQLException {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "There is no transaction on this connection whose end could be relaxed");
            }
            relaxed = true;
            return null;
        }

        private static boolean asksForThis(Object @Nullable [] parameters) {
            return parameters != null && parameters[0] == RelaxableConnection.class;
        }

        private @Nullable Object prepared(Method method, Object @Nullable [] parameters) throws Throwable {
            String sql = parameters == null ? null : String.valueOf(parameters[0]);
            Object statement = requireNonNull(SingleWriter.invoke(connection, method, parameters));
            if (!writes(sql)) {
                return statement;
            }
            if (connection.getAutoCommit()) {
                return proxy(PreparedStatement.class, guard(statement, sql));
            }
            begin();
            return statement;
        }

        private InvocationHandler guard(Object statement, @Nullable String prepared) {
            return (proxy, method, parameters) -> {
                String sql = parameters != null && parameters.length > 0 && parameters[0] instanceof String given
                        ? given
                        : prepared;
                if (!method.getName().startsWith("execute") || !writes(sql)) {
                    return SingleWriter.invoke(statement, method, parameters);
                }
                // Asked before: of a database that the statement has closed nothing can be asked any more.
                boolean single = connection.getAutoCommit();
                begin();
                try {
                    return SingleWriter.invoke(statement, method, parameters);
                } finally {
                    if (single) {
                        end();
                    }
                }
            };
        }

        private void begin() throws SQLException {
            if (alone) {
                return;
            }
            try {
                alone = writing.tryLock(WAIT_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLTransientException("Interrupted while another transaction writes", e);
            }
            if (!alone) {
                throw new SQLTransientException(
                        "Another transaction has been writing for longer than " + WAIT_MS + " ms",
                        "HYT00",
                        ErrorCode.LOCK_TIMEOUT_1);
            }
        }

        private @Nullable Object commit(Method method, Object @Nullable [] parameters) throws Throwable {
            if (!relaxed || !alone) {
                return end(method, parameters);
            }
            NewestChunkPath.writeAtCommit(connection, false);
            try {
                return SingleWriter.invoke(connection, method, parameters);
            } finally {
                NewestChunkPath.writeAtCommit(connection, true);
                end();
            }
        }

        private @Nullable Object end(Method method, Object @Nullable [] parameters) throws Throwable {
            try {
                return SingleWriter.invoke(connection, method, parameters);
            } finally {
                end();
            }
        }

        private void end() {
            relaxed = false;
            if (alone && writing.isHeldByCurrentThread()) {
                alone = false;
                writing.unlock();
            }
        }
    }
}
