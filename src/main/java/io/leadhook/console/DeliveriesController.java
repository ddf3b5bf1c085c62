package io.leadhook.console;

import io.leadhook.deadletter.Handling;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/deliveries}. */
@RestController
class DeliveriesController {
    private final DeadLetterControl control;

    DeliveriesController(DeadLetterControl control) {
        this.control = control;
    }

    @PostMapping("/api/deliveries/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Handling.Done retry(@PathVariable String id, Principal who) {
        return control.retry(RowId.parse(id, "delivery"), who.getName());
    }
}
