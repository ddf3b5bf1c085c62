package io.leadhook.console.page;

import io.leadhook.console.DeadLetterChoice;
import io.leadhook.console.DeadLetterControl;
import io.leadhook.console.Page;
import io.leadhook.console.PageRequest;
import io.leadhook.console.QueryParameters;
import io.leadhook.console.Sight;
import io.leadhook.deadletter.DeadLetter;
import io.leadhook.deadletter.DeadLetterFilter;
import io.leadhook.deadletter.DeadLetterGroup;
import io.leadhook.deadletter.DeadLetterSearch;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.deadletter.ReplayJobs;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was given up, by its cause, and the way to give it up for good. */
@Controller
@RequestMapping("/dead-letters")
class DeadLettersPage {
    private static final int MAX_REASON = 500;
    private static final int LATEST_JOBS = 5;

    private final DeadLetterSearch search;
    private final DeadLetterControl control;
    private final ReplayJobs jobs;

    DeadLettersPage(DeadLetterSearch search, DeadLetterControl control, ReplayJobs jobs) {
        this.search = search;
        this.control = control;
        this.jobs = jobs;
    }

    @GetMapping
    String groups(HttpServletRequest request, Model model) {
        String destination = new QueryParameters(request).text("destination");
        List<DeadLetterGroup> all = search.groups();
        model.addAttribute("destination", destination);
        model.addAttribute(
                "destinations",
                all.stream()
                        .map(DeadLetterGroup::destination)
                        .distinct()
                        .sorted()
                        .toList());
        List<DeadLetterGroup> shown = all.stream()
                .filter(group -> destination == null || destination.equals(group.destination()))
                .toList();
        model.addAttribute("groups", shown);
        model.addAttribute(
                "total", shown.stream().mapToLong(DeadLetterGroup::amount).sum());
        model.addAttribute("jobs", jobs.page(null, LATEST_JOBS));
        return "dead-letters";
    }

    @GetMapping("/list")
    String list(HttpServletRequest request, Authentication user, Model model) {
        PageRequest page = PageRequest.of(new QueryParameters(request));
        DeadLetterSelection selection = DeadLetterChoice.of(request);
        Page<DeadLetter> found = Page.of(search.page(selection, page.before(), page.oneMore()), page, DeadLetter::id);
        Sight sight = Sight.of(user);
        model.addAttribute("selection", selection);
        model.addAttribute("group", group(selection));
        model.addAttribute("letters", found.items().stream().map(sight::letter).toList());
        model.addAttribute(
                "older",
                found.next() == null
                        ? null
                        : link("/dead-letters/list", selection)
                                .with("cursor", found.next())
                                .toString());
        model.addAttribute("replayAll", link("/dead-letters/replay", selection).toString());
        model.addAttribute(
                "discardAll", link("/dead-letters/discard", selection).toString());
        return "dead-letter-list";
    }

    /** Before it is done: how many, and why? */
    @GetMapping("/discard")
    String confirmDiscard(HttpServletRequest request, Model model) {
        DeadLetterSelection selection = DeadLetterChoice.of(request);
        model.addAttribute("selection", selection);
        model.addAttribute("group", group(selection));
        model.addAttribute("matched", search.count(selection));
        return "discard";
    }

    @PostMapping("/discard")
    String discard(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String why,
            Principal who,
            RedirectAttributes flash) {
        DeadLetterSelection selection = DeadLetterChoice.of(request);
        return Deed.then("/dead-letters", flash, () -> {
            Reasons.check(why, MAX_REASON);
            long discarded = control.discardAll(selection, why, who.getName());
            return discarded + (discarded == 1 ? " dead letter is" : " dead letters are") + " discarded: " + why;
        });
    }

    private @Nullable DeadLetterGroup group(DeadLetterSelection selection) {
        return selection.group() == null
                ? null
                : search.groups().stream()
                        .filter(group -> group.key().equals(selection.group()))
                        .findFirst()
                        .orElse(null);
    }

    static Links link(String path, DeadLetterSelection selection) {
        DeadLetterFilter filter = selection.filter();
        return Links.to(path)
                .with("destination", filter.destination())
                .with("reason", filter.reason())
                .with("lead_id", filter.leadId())
                .with("since", Objects.toString(filter.since(), ""))
                .with("until", Objects.toString(filter.until(), ""))
                .with("group", selection.group());
    }
}
