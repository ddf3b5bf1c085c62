package io.leadhook.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many rows H2 looks at for each statement that goes through {@link #source}: afterwards each is explained with the
 * parameters that it had last. A plan that reads everything shows so while the tables are small. For one thread.
 */
public final class ScannedRows {
    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    private final DataSource real;
    private final Map<String, List<Binding>> statements = new LinkedHashMap<>();
    private final DataSource source = new DelegatingDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
            return recorded(real.getConnection());
        }
    };

    public ScannedRows(DataSource real) {
        this.real = real;
    }

    public DataSource source() {
        return source;
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    /** The most rows of one table, by statement. */
    public Map<String, Long> bySql() throws SQLException {
        Map<String, Long> scanned = new LinkedHashMap<>();
        try (Connection connection = real.getConnection()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, List<Binding>> statement : statements.entrySet()) {
                scanned.put(statement.getKey(), scanned(connection, statement.getKey(), statement.getValue()));
                connection.rollback();
            }
        }
        return scanned;
    }

    private static long scanned(Connection connection, String sql, List<Binding> bindings) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("explain analyze " + sql)) {
            for (Binding binding : bindings) {
                call(explain, binding.setter(), binding.arguments());
            }
            try (ResultSet plan = explain.executeQuery()) {
                plan.next();
                Matcher counts = SCANNED.matcher(plan.getString(1));
                long most = 0;
                while (counts.find()) {
                    most = Math.max(most, Long.parseLong(counts.group(1)));
                }
                return most;
            }
        }
    }

    private Connection recorded(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && !isInsert(arguments)
                    ? recorded(statement, String.valueOf(arguments[0]))
                    : result;
        });
    }

    /** It looks for nothing, and could not be done twice. */
    private static boolean isInsert(Object[] arguments) {
        return String.valueOf(arguments[0]).strip().startsWith("insert");
    }

    private PreparedStatement recorded(PreparedStatement statement, String sql) {
        List<Binding> bindings = new ArrayList<>();
        statements.put(sql, bindings);
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("set")
                    && method.getParameterTypes()[0] == int.class
                    && arguments.length > 1) {
                bindings.add(new Binding(method, arguments));
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ScannedRows.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Binding(Method setter, Object[] arguments) {}
}
