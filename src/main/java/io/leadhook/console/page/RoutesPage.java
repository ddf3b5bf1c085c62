package io.leadhook.console.page;

import io.leadhook.console.RouteCheck;
import io.leadhook.console.RouteControl;
import io.leadhook.console.RouteReport;
import io.leadhook.console.Routes;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The routes: where they are written, what they look like, how much goes through them. */
@Controller
@RequestMapping("/routes")
class RoutesPage {
    private final Routes routes;
    private final RouteControl control;

    RoutesPage(Routes routes, RouteControl control) {
        this.routes = routes;
        this.control = control;
    }

    @GetMapping
    String list(Model model) {
        List<RouteReport> all = routes.all();
        Map<String, RoutePicture.Picture> pictures = new LinkedHashMap<>();
        all.forEach(route -> pictures.put(route.id(), RoutePicture.of(route.steps())));
        model.addAttribute("routes", all);
        model.addAttribute("pictures", pictures);
        model.addAttribute("check", control.latestCheck());
        return "routes";
    }

    @PostMapping("/check")
    String check(Principal who, RedirectAttributes flash) {
        return Deed.then("/routes", flash, () -> {
            RouteCheck check = control.check(who.getName());
            return check.good()
                    ? "The files on disk can be used: a start would succeed with them."
                    : "The files on disk have faults; what runs is what was loaded at the start.";
        });
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable String id, Principal who, RedirectAttributes flash) {
        return Deed.then("/routes", flash, () -> {
            control.start(id, who.getName());
            return "Route " + id + " is started.";
        });
    }

    @PostMapping("/{id}/stop")
    String stop(@PathVariable String id, Principal who, RedirectAttributes flash) {
        return Deed.then("/routes", flash, () -> {
            control.stop(id, who.getName());
            return "Route " + id
                    + " is stopped until you start it, or the hub starts anew. Its deliveries go on collecting.";
        });
    }
}
