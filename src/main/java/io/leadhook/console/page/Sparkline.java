package io.leadhook.console.page;

import io.leadhook.console.Overview.HalfHour;
import java.util.ArrayList;
import java.util.List;

/**
 * A day of attempts as bars, drawn by the server. Heights are relative to the busiest half hour. Immutable.
 *
 * @param label the same in words, for those who do not see it
 */
record Sparkline(List<Bar> bars, String label) {
    static final int HEIGHT = 28;
    private static final int STEP = 4;

    /** One half hour: what failed stands on what succeeded. */
    record Bar(int x, double okY, double okHeight, double failedY, double failedHeight) {}

    static Sparkline of(List<HalfHour> day) {
        long most = day.stream()
                .mapToLong(part -> part.succeeded() + part.failed())
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        long succeeded = 0;
        long failed = 0;
        for (int i = 0; i < day.size(); i++) {
            HalfHour part = day.get(i);
            succeeded += part.succeeded();
            failed += part.failed();
            double ok = height(part.succeeded(), most);
            double bad = height(part.failed(), most);
            bars.add(new Bar(i * STEP, HEIGHT - ok, ok, Math.max(0, HEIGHT - ok - bad), bad));
        }
        return new Sparkline(bars, "Last 24 h: " + succeeded + " attempts succeeded, " + failed + " failed");
    }

    public int width() {
        return bars.size() * STEP;
    }

    public int height() {
        return HEIGHT;
    }

    /** What there is can be seen, however little it is beside the most. */
    private static double height(long amount, long most) {
        return amount == 0 ? 0 : Math.max(1.5, (double) (HEIGHT - 2) * amount / most);
    }
}
