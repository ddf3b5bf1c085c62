package io.leadhook.console.page;

import io.leadhook.console.BadInput;
import io.leadhook.console.DeadLetterChoice;
import io.leadhook.console.DeadLetterControl;
import io.leadhook.console.Page;
import io.leadhook.console.PageRequest;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.RowId;
import io.leadhook.deadletter.DeadLetterGroup;
import io.leadhook.deadletter.DeadLetterSearch;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.deadletter.ReplayJobs;
import io.leadhook.deadletter.ReplayOrder;
import io.leadhook.deadletter.ReplayProgress;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Many dead letters on their way again: first the count, then the rate, then the progress. */
@Controller
class ReplayPage {
    private final DeadLetterSearch search;
    private final DeadLetterControl control;
    private final ReplayJobs jobs;

    ReplayPage(DeadLetterSearch search, DeadLetterControl control, ReplayJobs jobs) {
        this.search = search;
        this.control = control;
        this.jobs = jobs;
    }

    @GetMapping("/dead-letters/replay")
    String preview(HttpServletRequest request, Model model) {
        DeadLetterSelection selection = DeadLetterChoice.of(request);
        model.addAttribute("selection", selection);
        model.addAttribute(
                "group",
                search.groups().stream()
                        .filter(group -> group.key().equals(selection.group()))
                        .findFirst()
                        .map(DeadLetterGroup::error)
                        .orElse(null));
        model.addAttribute("matched", search.count(selection));
        model.addAttribute("rate", ReplayOrder.DEFAULT_RATE);
        model.addAttribute("maxRate", ReplayOrder.MAX_RATE);
        return "replay";
    }

    @PostMapping("/dead-letters/replay")
    String begin(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String rate,
            @RequestParam(defaultValue = "false") boolean force,
            Principal who) {
        DeadLetterSelection selection = DeadLetterChoice.of(request);
        ReplayProgress begun = control.replayAll(new ReplayOrder(selection, force, rate(rate), who.getName()));
        return "redirect:/replays/" + begun.id();
    }

    @GetMapping("/replays")
    String history(HttpServletRequest request, Model model) {
        PageRequest page = PageRequest.of(new QueryParameters(request));
        Page<ReplayProgress> found = Page.of(jobs.page(page.before(), page.oneMore()), page, ReplayProgress::id);
        model.addAttribute("jobs", found.items());
        model.addAttribute(
                "older",
                found.next() == null
                        ? null
                        : Links.to("/replays").with("cursor", found.next()).toString());
        return "replays";
    }

    @GetMapping("/replays/{id}")
    String progress(@PathVariable String id, Model model) {
        model.addAttribute("job", jobs.find(RowId.parse(id, "replay")).orElseThrow(() -> RowId.unknown(id, "replay")));
        return "replay-job";
    }

    @PostMapping("/replays/{id}/cancel")
    String cancel(@PathVariable String id, Principal who, RedirectAttributes flash) {
        long number = RowId.parse(id, "replay");
        return Deed.then("/replays/" + number, flash, () -> {
            control.cancel(id, who.getName());
            return "Cancelled: what was replayed stays replayed, the rest stays a dead letter.";
        });
    }

    private static int rate(String text) {
        try {
            int rate = text.isEmpty() ? ReplayOrder.DEFAULT_RATE : Integer.parseInt(text);
            if (rate >= 1 && rate <= ReplayOrder.MAX_RATE) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadInput("the rate", "a number from 1 to " + ReplayOrder.MAX_RATE, notANumber);
        }
        throw new BadInput("the rate", "a number from 1 to " + ReplayOrder.MAX_RATE);
    }
}
