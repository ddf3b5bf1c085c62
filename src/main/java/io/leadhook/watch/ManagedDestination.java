package io.leadhook.watch;

import io.leadhook.deadletter.BulkHandling;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.delivery.Destination;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One destination as JMX sees it. Figures are at most some seconds old; the state is that of this moment. */
final class ManagedDestination implements DestinationMXBean {
    private static final String WHO = "jmx";

    private final Destination destination;
    private final Supplier<DestinationReport> report;
    private final BulkHandling deadLetters;
    private final AuditLog audit;

    ManagedDestination(
            Destination destination, Supplier<DestinationReport> report, BulkHandling deadLetters, AuditLog audit) {
        this.destination = destination;
        this.report = report;
        this.deadLetters = deadLetters;
        this.audit = audit;
    }

    Destination destination() {
        return destination;
    }

    @Override
    public String getName() {
        return destination.name();
    }

    @Override
    public String getState() {
        return destination.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> getEvents() {
        return destination.events();
    }

    @Override
    public long getPending() {
        return report.get().pending();
    }

    @Override
    public long getInFlight() {
        return destination.inFlight();
    }

    @Override
    public long getRetrying() {
        return report.get().retrying();
    }

    @Override
    public long getDead() {
        return report.get().dead();
    }

    @Override
    public @Nullable Double getSuccessRate1h() {
        return report.get().successRate();
    }

    @Override
    public @Nullable Double getAverageLatencyMs1h() {
        return report.get().averageLatencyMs();
    }

    @Override
    public long getOldestPendingSeconds() {
        return report.get().oldestPendingSeconds();
    }

    @Override
    public void pause() {
        destination.pause();
        audit.record(WHO, "pause", destination.name());
    }

    @Override
    public void resume() {
        destination.resume();
        audit.record(WHO, "resume", destination.name());
    }

    @Override
    public long replayDeadLetters() {
        long replayed = deadLetters
                .replay(DeadLetterSelection.ofDestination(destination.name()), false)
                .replayed();
        audit.record(WHO, "replay", destination.name() + ": " + replayed + " dead letters");
        return replayed;
    }
}
