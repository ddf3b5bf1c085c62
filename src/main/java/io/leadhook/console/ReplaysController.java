package io.leadhook.console;

import io.leadhook.deadletter.ReplayJobs;
import io.leadhook.deadletter.ReplayProgress;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/replays}: bulk replays that wait, run or have ended. */
@RestController
@RequestMapping("/api/replays")
class ReplaysController {
    private final ReplayJobs jobs;
    private final DeadLetterControl control;

    ReplaysController(ReplayJobs jobs, DeadLetterControl control) {
        this.jobs = jobs;
        this.control = control;
    }

    @GetMapping
    Page<ReplayProgress> list(HttpServletRequest request) {
        PageRequest page = PageRequest.of(new QueryParameters(request));
        return Page.of(jobs.page(page.before(), page.oneMore()), page, ReplayProgress::id);
    }

    @GetMapping("/{id}")
    ReplayProgress progress(@PathVariable String id) {
        return jobs.find(RowId.parse(id, "replay")).orElseThrow(() -> RowId.unknown(id, "replay"));
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayProgress cancel(@PathVariable String id, Principal who) {
        return control.cancel(id, who.getName());
    }
}
