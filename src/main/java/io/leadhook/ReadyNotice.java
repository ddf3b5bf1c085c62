package io.leadhook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says that both ports take requests, after everything else that waits for the same moment. */
@Component
class ReadyNotice {
    private static final Logger LOG = LoggerFactory.getLogger(Leadhook.class);

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void announce() {
        LOG.info("Leadhook is ready");
    }
}
