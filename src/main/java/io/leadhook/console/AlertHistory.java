package io.leadhook.console;

import io.leadhook.watch.alert.JdbcEpisodes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the hub has spoken up about, page by page. Thread-safe. */
@Component
public class AlertHistory {
    private final JdbcEpisodes episodes;

    AlertHistory(JdbcEpisodes episodes) {
        this.episodes = episodes;
    }

    /** By the parameters {@code open}, {@code limit} and {@code cursor}; newest first. */
    public Page<AlertItem> page(QueryParameters query, Sight sight) {
        PageRequest page = PageRequest.of(query);
        String open = query.oneOf("open", List.of("true", "false"));
        List<AlertItem> found =
                episodes.page(open == null ? null : Boolean.valueOf(open), page.before(), page.oneMore()).stream()
                        .map(AlertItem::of)
                        .map(sight::alert)
                        .toList();
        return Page.of(found, page, AlertItem::id);
    }
}
