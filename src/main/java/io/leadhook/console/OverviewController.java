package io.leadhook.console;

import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/overview}. */
@RestController
class OverviewController {
    private final Overviews overviews;

    OverviewController(Overviews overviews) {
        this.overviews = overviews;
    }

    @GetMapping("/api/overview")
    Overview now(Authentication user) {
        return Sight.of(user).overview(overviews.now());
    }
}
