package io.leadhook.console;

import io.leadhook.deadletter.BulkHandling;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.deadletter.DeadLetters;
import io.leadhook.deadletter.Handling;
import io.leadhook.deadletter.ReplayJobs;
import io.leadhook.deadletter.ReplayOrder;
import io.leadhook.deadletter.ReplayProgress;
import io.leadhook.deadletter.Replayed;
import io.leadhook.deadletter.RetryNow;
import io.leadhook.watch.AuditLog;
import org.springframework.stereotype.Component;

/** What people do to deliveries and dead letters; each deed is in the audit log. Thread-safe. */
@Component
public class DeadLetterControl {
    private final DeadLetters deadLetters;
    private final ReplayJobs jobs;
    private final BulkHandling bulk;
    private final RetryNow retryNow;
    private final AuditLog audit;

    DeadLetterControl(DeadLetters deadLetters, ReplayJobs jobs, BulkHandling bulk, RetryNow retryNow, AuditLog audit) {
        this.deadLetters = deadLetters;
        this.jobs = jobs;
        this.bulk = bulk;
        this.retryNow = retryNow;
        this.audit = audit;
    }

    public Handling.Done replay(long id, boolean force, String who) {
        Handling.Done done = done(id, "dead letter", deadLetters.replay(id, force));
        audit.record(who, "replay", id + " -> " + done.state());
        return done;
    }

    public Handling.Done discard(long id, String reason, String who) {
        Handling.Done done = done(id, "dead letter", deadLetters.discard(id));
        audit.record(who, "discard", id + ": " + reason);
        return done;
    }

    /** Makes the next attempt of a delivery now, or replays it if it is dead. */
    public Handling.Done retry(long id, String who) {
        Handling.Done done = done(id, "delivery", retryNow.retry(id));
        audit.record(who, "retry now", id + " -> " + done.state());
        return done;
    }

    /** Replays many before it returns. */
    public Replayed replayAtOnce(DeadLetterSelection selection, boolean force, String who) {
        Replayed result = bulk.replay(selection, force);
        audit.record(
                who,
                "replay",
                "%d of %d replayed, %d superseded: %s, force %s"
                        .formatted(result.replayed(), result.matched(), result.superseded(), selection.words(), force));
        return result;
    }

    /** Begins a bulk replay; its end is in the audit log, too. */
    public ReplayProgress replayAll(ReplayOrder order) {
        ReplayProgress begun = jobs.start(order);
        audit.record(
                order.who(),
                "replay begun",
                "job %d: %d of %s, %d/s, force %s"
                        .formatted(
                                begun.id(),
                                begun.matched(),
                                order.selection().words(),
                                order.ratePerSecond(),
                                order.force()));
        return begun;
    }

    public ReplayProgress cancel(String id, String who) {
        ReplayProgress cancelled =
                jobs.cancel(RowId.parse(id, "replay")).orElseThrow(() -> RowId.unknown(id, "replay"));
        audit.record(who, "cancel replay", "job " + id);
        return cancelled;
    }

    /** Returns how many were given up for good. */
    public long discardAll(DeadLetterSelection selection, String reason, String who) {
        long discarded = bulk.discard(selection);
        audit.record(who, "discard", discarded + " of " + selection.words() + ": " + reason);
        return discarded;
    }

    /** The same of a destination to which nobody delivers, with all that waits for it. */
    public long discardDestination(String name, String reason, String who) {
        long discarded = bulk.discardDestination(name)
                .orElseThrow(() -> Refused.conflict("what waits for " + name
                        + " is going to be delivered: leave waiting out, or take its route out first"));
        audit.record(who, "discard", discarded + " of " + name + ", dead or waiting: " + reason);
        return discarded;
    }

    private static Handling.Done done(long id, String what, Handling handling) {
        if (handling instanceof Handling.Done done) {
            return done;
        } else if (handling instanceof Handling.NotDead other) {
            throw Refused.conflict(
                    what.equals("delivery")
                            ? "delivery " + id + " needs no retry: it is " + other.state()
                            : "delivery " + id + " is no dead letter: it is " + other.state());
        } else if (handling instanceof Handling.StillUnreadable unreadable) {
            throw Refused.conflict(
                    "dead letter " + id + " still cannot be read as an event: mend the mapping of source "
                            + unreadable.source() + " first");
        }
        throw RowId.unknown(String.valueOf(id), what);
    }
}
