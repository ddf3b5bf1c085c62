package io.leadhook.console;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/routes}. */
@RestController
@RequestMapping("/api/routes")
class RoutesController {
    private final Routes routes;
    private final RouteControl control;

    RoutesController(Routes routes, RouteControl control) {
        this.routes = routes;
        this.control = control;
    }

    @GetMapping
    Loaded list() {
        return new Loaded(routes.all(), null, control.latestCheck());
    }

    @PostMapping("/check")
    RouteCheck check(Principal who) {
        return control.check(who.getName());
    }

    @PostMapping("/{id}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RouteReport start(@PathVariable String id, Principal who) {
        control.start(id, who.getName());
        return routes.find(id).orElseThrow(() -> RowId.unknown(id, "route"));
    }

    @PostMapping("/{id}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RouteReport stop(@PathVariable String id, Principal who) {
        control.stop(id, who.getName());
        return routes.find(id).orElseThrow(() -> RowId.unknown(id, "route"));
    }

    /** All routes, with what the last check of their files found. */
    record Loaded(List<RouteReport> items, @Nullable String next, RouteCheck check) {}
}
