package io.leadhook.receive;

import io.leadhook.store.FreeSpace;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Closes the door while the inbox or the disk is too full, so that senders keep what the hub could not: every few
 * seconds, since asking for every request would cost more than it saves. Says so once per episode.
 */
final class WaterMarks {
    private static final Logger LOG = LoggerFactory.getLogger(WaterMarks.class);
    private static final int REFRESH_SECONDS = 5;

    private final LongUnaryOperator waiting;
    private final FreeSpace freeSpace;
    private final WebhookProperties marks;
    private final Door door;
    private boolean counted = true;

    /** @param waiting how many events wait in the inbox, counted up to the given number */
    WaterMarks(LongUnaryOperator waiting, FreeSpace freeSpace, WebhookProperties marks, Door door) {
        this.waiting = waiting;
        this.freeSpace = freeSpace;
        this.marks = marks;
        this.door = door;
    }

    @Scheduled(fixedDelay = REFRESH_SECONDS, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        boolean before = door.isFull();
        // Open again only well below the mark, or the door would swing with every event.
        long highWater = before ? marks.inboxHighWater() * 9 / 10 : marks.inboxHighWater();
        long lowWater = marks.diskLowWater().toBytes();
        long free = freeSpace.bytes();
        boolean disk = free < (before ? lowWater / 10 * 11 : lowWater);
        boolean inbox = isCrowded(highWater, before);
        door.full(disk || inbox);
        if ((disk || inbox) && !before) {
            LOG.warn(
                    "Webhooks are answered 503 from now on: {}",
                    disk
                            ? "the disk of the database has " + free + " bytes left, fewer than"
                                    + " leadhook.webhooks.disk-low-water = " + marks.diskLowWater()
                            : "more events wait in the inbox than leadhook.webhooks.inbox-high-water = "
                                    + marks.inboxHighWater());
        } else if (before && !disk && !inbox) {
            LOG.info("Webhooks are taken again: there is room in the inbox and on the disk");
        }
    }

    /** As before while nobody can tell: a database that does not answer takes no event either. */
    private boolean isCrowded(long highWater, boolean before) {
        try {
            boolean crowded = waiting.applyAsLong(highWater + 1) > highWater;
            counted = true;
            return crowded;
        } catch (DataAccessException e) {
            if (counted) {
                LOG.warn(
                        "The events in the inbox cannot be counted ({}): leadhook.webhooks.inbox-high-water is not looked at"
                                + " until the database answers",
                        e.getClass().getName());
            }
            counted = false;
            return before;
        }
    }
}
