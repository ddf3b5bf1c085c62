package io.leadhook.console.page;

import io.leadhook.console.DestinationControl;
import io.leadhook.console.Overview;
import io.leadhook.console.Overviews;
import io.leadhook.console.ParkedLanes;
import io.leadhook.console.Refused;
import io.leadhook.console.RowId;
import io.leadhook.console.Sight;
import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The receivers: what waits for them, and their switches. */
@Controller
@RequestMapping("/destinations")
class DestinationsPage {
    private final Overviews overviews;
    private final Destinations destinations;
    private final ParkedLanes lanes;
    private final DestinationControl control;

    DestinationsPage(Overviews overviews, Destinations destinations, ParkedLanes lanes, DestinationControl control) {
        this.overviews = overviews;
        this.destinations = destinations;
        this.lanes = lanes;
        this.control = control;
    }

    @GetMapping
    String list(Model model) {
        Map<String, List<String>> wants = new TreeMap<>();
        destinations.all().forEach(destination -> wants.put(destination.name(), destination.events()));
        model.addAttribute("rows", overviews.now().destinations());
        model.addAttribute("wants", wants);
        return "destinations";
    }

    @GetMapping("/{name}")
    String show(@PathVariable String name, Authentication user, Model model) {
        Overview.Row row = overviews.now().destinations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RowId.unknown(name, "destination"));
        model.addAttribute("row", row);
        model.addAttribute("sparkline", Sparkline.of(row.halfHours()));
        model.addAttribute(
                "wants", destinations.find(name).map(Destination::events).orElse(List.of()));
        model.addAttribute("lanes", lanes.of(name, Sight.of(user)));
        return "destination";
    }

    @PostMapping("/{name}/pause")
    String pause(@PathVariable String name, Principal who, RedirectAttributes flash) {
        return Deed.then(page(name), flash, () -> {
            control.pause(name, who.getName());
            return name + " is paused. Its deliveries go on collecting, over restarts too, until you resume it.";
        });
    }

    @PostMapping("/{name}/resume")
    String resume(@PathVariable String name, Principal who, RedirectAttributes flash) {
        return Deed.then(page(name), flash, () -> {
            control.resume(name, who.getName());
            return name + " goes on.";
        });
    }

    @PostMapping("/{name}/test")
    String test(@PathVariable String name, Principal who, RedirectAttributes flash) {
        try {
            return "redirect:/events/" + control.test(name, who.getName()).id();
        } catch (Refused refusal) {
            flash.addFlashAttribute("refused", String.valueOf(refusal.getMessage()));
            return "redirect:" + page(name);
        }
    }

    private String page(String name) {
        return destinations
                .find(name)
                .map(known -> "/destinations/" + known.name())
                .orElse("/destinations");
    }
}
