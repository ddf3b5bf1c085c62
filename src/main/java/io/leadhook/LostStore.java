package io.leadhook;

import io.leadhook.store.StoreLostEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the process at once when it has lost its store. What it knows may be more than what is stored, so the only way on
 * is the one after a crash: to begin with what is stored. Whoever supervises the process (systemd, Docker, Kubernetes)
 * starts it again until the disk takes writes.
 */
@Component
class LostStore {
    private static final Logger LOG = LoggerFactory.getLogger(LostStore.class);
    private static final int STORE_LOST = 3;

    @EventListener
    void end(StoreLostEvent lost) {
        LOG.error(
                "Leadhook ends, since H2 could not write to {}. Nothing acknowledged is lost. Make room there, and start"
                        + " it again if nothing does so by itself",
                lost.folder());
        // No orderly shutdown: it would only wait for a store that is not there.
        Runtime.getRuntime().halt(STORE_LOST);
    }
}
