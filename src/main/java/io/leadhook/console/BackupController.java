package io.leadhook.console;

import io.leadhook.store.Backup;
import io.leadhook.watch.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/backup}. */
@RestController
@RequestMapping("/api/backup")
class BackupController {
    private final Backup backup;
    private final AuditLog audit;

    BackupController(Backup backup, AuditLog audit) {
        this.backup = backup;
        this.audit = audit;
    }

    /** A file on the hub's own disk, since it holds everything that the hub knows. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made make(Principal who) throws IOException {
        Path file = backup.make()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "PostgreSQL is backed up by pg_dump; see docs/operating.md, Backup"));
        audit.record(who.getName(), "backup", file.toString());
        return new Made(file.toString(), Files.size(file));
    }

    record Made(String file, long bytes) {}
}
