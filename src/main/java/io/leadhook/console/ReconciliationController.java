package io.leadhook.console;

import io.leadhook.watch.Reconciliation;
import io.leadhook.watch.Reconciliations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/reconciliation}. */
@RestController
class ReconciliationController {
    private final Reconciliations reconciliations;

    ReconciliationController(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @GetMapping("/api/reconciliation")
    Reconciliation now() {
        return reconciliations.now();
    }
}
