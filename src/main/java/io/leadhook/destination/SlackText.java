package io.leadhook.destination;

import java.util.ArrayList;
import java.util.List;

/** Text for Slack's messages: escaped, without what cannot be seen, and not too long. Stateless. */
final class SlackText {
    private SlackText() {}

    /**
     * Makes a sender's text harmless: {@code & < >} are escaped, as Slack asks, which also disarms mentions; control and
     * format characters go. The result has at most so many characters; no entity and no code point is cut in two.
     */
    static String escape(String text, int most) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), most) + 8);
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int character = text.codePointAt(i);
            next = i + Character.charCount(character);
            String part = switch (character) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                default -> visible(character) ? text.substring(i, next) : blank(character);
            };
            if (out.length() + part.length() > most - (next < text.length() ? 1 : 0)) {
                return out.append('…').toString();
            }
            out.append(part);
        }
        return out.toString();
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String blank(int character) {
        return Character.isWhitespace(character) ? " " : "";
    }

    /** Joins the parts to as few texts as possible, none longer than that; no part is cut. */
    static List<String> pack(List<String> parts, String separator, int most) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            if (text.length() > 0 && text.length() + separator.length() + part.length() > most) {
                texts.add(text.toString());
                text.setLength(0);
            }
            text.append(text.length() == 0 ? "" : separator).append(part);
        }
        if (text.length() > 0) {
            texts.add(text.toString());
        }
        return texts;
    }
}
