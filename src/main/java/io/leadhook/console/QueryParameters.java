package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The query parameters of a call. A value that cannot be meant is refused by name; an empty one counts as absent. */
public final class QueryParameters {
    private static final int MAX_LENGTH = 255;

    private final HttpServletRequest request;

    public QueryParameters(HttpServletRequest request) {
        this.request = request;
    }

    @Nullable
    public String text(String name) {
        String value = request.getParameter(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MAX_LENGTH || value.indexOf('\0') >= 0) {
            throw new BadInput(name, "a text of at most " + MAX_LENGTH + " characters");
        }
        return value;
    }

    @Nullable
    public String oneOf(String name, Collection<String> allowed) {
        String value = text(name);
        if (value != null && !allowed.contains(value)) {
            throw new BadInput(name, "one of " + String.join(", ", allowed));
        }
        return value;
    }

    @Nullable
    public Instant instant(String name) {
        String value = text(name);
        return value == null ? null : instant(name, value);
    }

    /** @param last after this day there is nothing */
    @Nullable
    LocalDate date(String name, LocalDate last) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        String expected = "a day such as 2026-11-23, not after " + last;
        try {
            LocalDate date = LocalDate.parse(value);
            if (date.getYear() >= 1970 && !date.isAfter(last)) {
                return date;
            }
        } catch (DateTimeException notADay) {
            throw new BadInput(name, expected, notADay);
        }
        throw new BadInput(name, expected);
    }

    public OptionalLong number(String name, long least, long most, String expected) {
        String value = text(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException notANumber) {
            throw new BadInput(name, expected, notANumber);
        }
        throw new BadInput(name, expected);
    }

    static Instant instant(String name, String value) {
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1970 && year <= 9999) {
                return instant;
            }
        } catch (DateTimeException notATime) {
            throw new BadInput(name, "a time such as 2026-11-23T10:00:00Z", notATime);
        }
        throw new BadInput(name, "a time such as 2026-11-23T10:00:00Z");
    }
}
