package io.leadhook.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** The newest requests that the stand-ins have received, newest first. Thread-safe. */
final class Guestbook {
    private static final int PAGES = 100;
    private static final int LINE = 500;

    private final Deque<String> entries = new ArrayDeque<>();

    synchronized void write(String request, int status, String body) {
        String line = body.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .limit(LINE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        entries.addFirst(status + "  " + request + "  " + line);
        if (entries.size() > PAGES) {
            entries.removeLast();
        }
    }

    synchronized String read() {
        return entries.isEmpty() ? "nothing has come yet\n" : String.join("\n", entries) + "\n";
    }
}
