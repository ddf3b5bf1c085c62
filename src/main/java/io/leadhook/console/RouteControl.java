package io.leadhook.console;

import io.leadhook.check.Fault;
import io.leadhook.check.RouteChecks;
import io.leadhook.watch.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/** What people do to routes; each deed is in the audit log. Thread-safe. */
@Component
public class RouteControl {
    private static final int STOP_SECONDS = 25;

    private final CamelContext camel;
    private final RouteChecks checks;
    private final Routes routes;
    private final AuditLog audit;
    private final Clock clock;
    private volatile RouteCheck latest;

    RouteControl(CamelContext camel, RouteChecks checks, Routes routes, AuditLog audit, Clock clock) {
        this.camel = camel;
        this.checks = checks;
        this.routes = routes;
        this.audit = audit;
        this.clock = clock;
        this.latest = new RouteCheck(clock.instant(), null, true, List.of());
    }

    /** What the last check found; before the first one, what the start did. */
    public RouteCheck latestCheck() {
        return latest;
    }

    /** Reads the files as a start would, without loading anything. */
    public synchronized RouteCheck check(String who) {
        List<Fault> faults = checks.now();
        latest = new RouteCheck(
                clock.instant(),
                who,
                faults.stream().noneMatch(Fault::isError),
                faults.stream().map(Fault::toString).toList());
        audit.record(who, "check routes", latest.good() ? "good" : faults.size() + " faults");
        return latest;
    }

    /** It goes on where its table stands. */
    public void start(String id, String who) {
        change(id, who, "start route", () -> camel.getRouteController().startRoute(id));
    }

    /** Lets what is under way end; deliveries go on collecting. Until the next start of the hub. */
    public void stop(String id, String who) {
        change(id, who, "stop route", () -> camel.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS));
    }

    private synchronized void change(String id, String who, String action, Switch change) {
        RouteReport route = routes.find(id).orElseThrow(() -> RowId.unknown(id, "route"));
        if (route.destination() == null) {
            throw Refused.conflict("route " + id + " is part of the pipeline: only a destination's can be stopped");
        }
        try {
            change.make();
        } catch (Exception failure) {
            throw new IllegalStateException("cannot " + action + " " + id, failure);
        }
        audit.record(who, action, id);
    }

    private interface Switch {
        void make() throws Exception;
    }
}
