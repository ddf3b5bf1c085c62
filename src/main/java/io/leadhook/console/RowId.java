package io.leadhook.console;

/** The numeric id of a row in a path. What is no such id names nothing. */
public final class RowId {
    private static final int MAX_SHOWN = 40;

    private RowId() {}

    public static long parse(String id, String what) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException notANumber) {
            throw unknown(id, what);
        }
    }

    public static Refused unknown(String id, String what) {
        String shown = id.length() <= MAX_SHOWN ? id : id.substring(0, MAX_SHOWN) + "…";
        return Refused.notFound("there is no " + what + " " + shown);
    }
}
