package io.leadhook.console;

import io.leadhook.check.Fault;
import io.leadhook.check.RouteFiles;
import io.leadhook.watch.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** What people do to routes; each deed is in the audit log. Thread-safe. */
@Component
public class RouteControl {
    private static final int STOP_SECONDS = 25;

    private final CamelContext camel;
    private final ApplicationContext application;
    private final Routes routes;
    private final AuditLog audit;
    private final Clock clock;
    private volatile RouteCheck latest;

    RouteControl(CamelContext camel, ApplicationContext application, Routes routes, AuditLog audit, Clock clock) {
        this.camel = camel;
        this.application = application;
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
        ConfigurableEnvironment environment = (ConfigurableEnvironment) application.getEnvironment();
        List<Fault> faults = RouteFiles.of(environment).check(environment, applicationClass());
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

    private synchronized void change(String id, String who, String action, Change change) {
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

    private Class<?> applicationClass() {
        return application.getBeansWithAnnotation(SpringBootApplication.class).values().stream()
                .findFirst()
                .<Class<?>>map(ClassUtils::getUserClass)
                .orElseThrow(() -> Refused.unavailable("this process has no route files"));
    }

    private interface Change {
        void make() throws Exception;
    }
}
