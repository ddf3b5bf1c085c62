package io.leadhook.console.page;

import io.leadhook.console.RouteStep;
import io.leadhook.console.RouteStep.Branch;
import java.util.ArrayList;
import java.util.List;

/**
 * A route as boxes and lines, from top to bottom; what a step has in it stands in a frame below it, and the ways of a
 * choice beside each other. Positions only: the template draws, and escapes every text.
 */
final class RoutePicture {
    private static final int WIDTH = 232;
    private static final int HEIGHT = 44;
    private static final int GAP = 20;
    private static final int PAD = 12;
    private static final int WORD = 20;
    private static final int MAX_CHARS = 32;

    /** A step. */
    record Box(int x, int y, int width, int height, String kind, String what) {}

    /** What surrounds the steps of another one. */
    record Frame(int x, int y, int width, int height, String when) {}

    /** From one step down to the next. */
    record Arrow(int x, int from, int to) {}

    /** The whole picture. */
    record Picture(int width, int height, List<Box> boxes, List<Frame> frames, List<Arrow> arrows) {}

    private final List<Box> boxes = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    private RoutePicture() {}

    static Picture of(List<RouteStep> steps) {
        RoutePicture drawing = new RoutePicture();
        int width = width(steps);
        drawing.draw(steps, 1 + width / 2, 1);
        return new Picture(width + 2, height(steps) + 2, drawing.boxes, drawing.frames, drawing.arrows);
    }

    private void draw(List<RouteStep> steps, int center, int top) {
        int y = top;
        for (int i = 0; i < steps.size(); i++) {
            RouteStep step = steps.get(i);
            if (i > 0) {
                arrows.add(new Arrow(center, y - GAP, y));
            }
            boxes.add(new Box(center - WIDTH / 2, y, WIDTH, HEIGHT, step.kind(), shortened(step.what())));
            drawBranches(step, center, y + HEIGHT);
            y += height(step) + GAP;
        }
    }

    private void drawBranches(RouteStep step, int center, int top) {
        if (step.branches().isEmpty()) {
            return;
        }
        int height = step.branches().stream()
                .mapToInt(RoutePicture::frameHeight)
                .max()
                .orElse(0);
        int x = center - branchesWidth(step) / 2;
        for (Branch branch : step.branches()) {
            int width = frameWidth(branch);
            int middle = x + width / 2;
            frames.add(new Frame(x, top + GAP, width, height, shortened(branch.when())));
            arrows.add(new Arrow(middle, top + GAP + PAD + WORD - PAD, top + GAP + PAD + WORD));
            draw(branch.steps(), middle, top + GAP + PAD + WORD);
            x += width + PAD;
        }
        arrows.add(new Arrow(center, top, top + GAP));
    }

    private static int width(List<RouteStep> steps) {
        return steps.stream()
                .mapToInt(step -> Math.max(WIDTH, branchesWidth(step)))
                .max()
                .orElse(WIDTH);
    }

    private static int branchesWidth(RouteStep step) {
        return step.branches().stream().mapToInt(RoutePicture::frameWidth).sum()
                + PAD * Math.max(0, step.branches().size() - 1);
    }

    private static int frameWidth(Branch branch) {
        return width(branch.steps()) + 2 * PAD;
    }

    private static int height(List<RouteStep> steps) {
        return steps.stream().mapToInt(RoutePicture::height).sum() + GAP * Math.max(0, steps.size() - 1);
    }

    private static int height(RouteStep step) {
        int inside = step.branches().stream()
                .mapToInt(RoutePicture::frameHeight)
                .max()
                .orElse(-GAP);
        return HEIGHT + GAP + inside;
    }

    private static int frameHeight(Branch branch) {
        return height(branch.steps()) + 2 * PAD + WORD;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
    }
}
