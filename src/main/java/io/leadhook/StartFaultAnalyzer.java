package io.leadhook;

import java.sql.SQLException;
import java.util.Set;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in one paragraph why the hub does not start, where the cause is something that its operator can mend. */
class StartFaultAnalyzer implements FailureAnalyzer {
    private static final int H2_FILE_IS_LOCKED = 90020;
    /** File corrupted; version of the file unknown. */
    private static final Set<Integer> H2_FILE_IS_DAMAGED = Set.of(90030, 90048);
    /** I/O; folder or file cannot be made, deleted or renamed; read-only. */
    private static final Set<Integer> H2_FILE_IS_NOT_OURS = Set.of(90028, 90031, 90024, 90025, 90062, 90097);

    /** Each transaction of a pooler may meet another connection, which does not know what was prepared there, or knows it already. */
    private static final Set<String> PREPARED_ELSEWHERE = Set.of("26000", "42P05");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_FILE_IS_LOCKED) {
                return new FailureAnalysis(
                        "The H2 database in leadhook.data-dir is open in another process.",
                        "Stop that process, or give this one a leadhook.data-dir of its own.",
                        cause);
            }
            if (cause instanceof SQLException sql && H2_FILE_IS_DAMAGED.contains(sql.getErrorCode())) {
                return new FailureAnalysis(
                        "The H2 database in leadhook.data-dir cannot be read: " + sql.getMessage(),
                        "Put the newest backup in its place (docs/operating.md, Backup).",
                        cause);
            }
            if (cause instanceof SQLException sql && H2_FILE_IS_NOT_OURS.contains(sql.getErrorCode())) {
                return new FailureAnalysis(
                        "The H2 database in leadhook.data-dir cannot be written: " + sql.getMessage(),
                        "See that its folder exists, has room, and belongs to the user that runs Leadhook.",
                        cause);
            }
            if (cause instanceof SQLException sql && PREPARED_ELSEWHERE.contains(String.valueOf(sql.getSQLState()))) {
                return new FailureAnalysis(
                        "A pooler in transaction mode stands before PostgreSQL: " + sql.getMessage(),
                        "To spring.datasource.url add prepareThreshold=0 (docs/operating.md, PostgreSQL).",
                        cause);
            }
            if (cause instanceof FailedToCreateRouteException || cause instanceof FailedToStartRouteException) {
                return new FailureAnalysis(
                        String.valueOf(cause.getMessage()),
                        "Mend the route file; java -jar leadhook.jar validate names the file and the line.",
                        cause);
            }
            if (isOurs(cause)) {
                return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
            }
        }
        return null;
    }

    /** Thrown by a check of ours, whose message names the key, the value and the way out. */
    private static boolean isOurs(Throwable cause) {
        if (!(cause instanceof IllegalStateException || cause instanceof IllegalArgumentException)) {
            return false;
        }
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("io.leadhook.");
    }
}
