package io.leadhook.console.page;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Builds the path of a page with those parameters that have a value. Not thread-safe. */
final class Links {
    private final UriComponentsBuilder uri;

    private Links(String path) {
        uri = UriComponentsBuilder.fromPath(path);
    }

    static Links to(String path) {
        return new Links(path);
    }

    Links with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            uri.queryParam(name, UriUtils.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return this;
    }

    @Override
    public String toString() {
        return uri.build(true).toUriString();
    }
}
