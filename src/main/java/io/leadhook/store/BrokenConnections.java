package io.leadhook.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells the pool which errors of H2 mean that a connection is of no use any more. After a failed write H2 closes the
 * database under all of its connections; what becomes of new ones, {@link H2Connections} says. What PostgreSQL says, the
 * pool knows by itself.
 *
 * <p>Public with a public constructor, since the pool makes it by its name.
 */
public final class BrokenConnections implements SQLExceptionOverride {
    /** General error; I/O; file corrupted; object closed; database closed; out of memory; connection broken. */
    private static final Set<Integer> H2 = Set.of(50000, 90028, 90030, 90031, 90007, 90098, 90108, 90067, 90121);

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        boolean broken = H2.contains(failure.getErrorCode())
                && failure.getClass().getName().startsWith("org.h2.");
        return broken ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
