package io.leadhook.watch;

import io.leadhook.deadletter.BulkHandling;
import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Registers an MBean for each destination while it has a route. */
@Component
@ConditionalOnProperty("spring.jmx.enabled")
class DestinationMBeans implements DisposableBean {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<String, ManagedDestination> registered = new HashMap<>();
    private final Destinations destinations;
    private final DestinationReports reports;
    private final BulkHandling deadLetters;
    private final AuditLog audit;
    private final Clock clock;

    private List<DestinationReport> latest = List.of();
    private Instant staleAt = Instant.MIN;

    DestinationMBeans(
            Destinations destinations,
            DestinationReports reports,
            BulkHandling deadLetters,
            AuditLog audit,
            Clock clock) {
        this.destinations = destinations;
        this.reports = reports;
        this.deadLetters = deadLetters;
        this.audit = audit;
        this.clock = clock;
    }

    /** Routes come and go while the program runs, and a reloaded route is a new destination of the same name. */
    @Scheduled(fixedDelayString = "PT2S")
    synchronized void follow() throws JMException {
        for (ManagedDestination bean : List.copyOf(registered.values())) {
            if (destinations
                    .find(bean.getName())
                    .filter(bean.destination()::equals)
                    .isEmpty()) {
                unregister(bean.getName());
            }
        }
        for (Destination destination : destinations.all()) {
            if (!registered.containsKey(destination.name())) {
                register(destination);
            }
        }
    }

    @Override
    public synchronized void destroy() throws JMException {
        for (String name : List.copyOf(registered.keySet())) {
            unregister(name);
        }
    }

    private void register(Destination destination) throws JMException {
        ManagedDestination bean =
                new ManagedDestination(destination, () -> report(destination.name()), deadLetters, audit);
        ObjectName name = objectName(destination.name());
        // A second program context in the same virtual machine: the newest one shows.
        if (server.isRegistered(name)) {
            server.unregisterMBean(name);
        }
        server.registerMBean(bean, name);
        registered.put(destination.name(), bean);
    }

    private void unregister(String destination) throws JMException {
        registered.remove(destination);
        ObjectName name = objectName(destination);
        if (server.isRegistered(name)) {
            server.unregisterMBean(name);
        }
    }

    /** JMX asks attribute by attribute: one question to the tables serves them all. */
    private synchronized DestinationReport report(String name) {
        Instant now = clock.instant();
        if (!now.isBefore(staleAt)) {
            latest = reports.all();
            staleAt = now.plus(FRESH);
        }
        return latest.stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("destination " + name + " has no route any more"));
    }

    private static ObjectName objectName(String destination) throws JMException {
        return new ObjectName("io.leadhook:type=Destination,name=" + destination);
    }
}
