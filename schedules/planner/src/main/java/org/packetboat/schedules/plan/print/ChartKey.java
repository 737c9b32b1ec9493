package org.packetboat.schedules.plan.print;

import java.util.Set;

/** Says what the colours and shapes of a chart mean, as far as they occur in it. */
final class ChartKey {
    private static final int GAP = 16;
    private static final int SAMPLE = 16;
    private static final int SPACE = 5;
    private static final int HEIGHT = 9;

    private final Pen pen;
    private final int right;
    private final int y;

    /** @param right where it ends @param y the line that its letters stand on */
    ChartKey(Pen pen, int right, int y) {
        this.pen = pen;
        this.right = right;
        this.y = y;
    }

    void show(Set<Chart.Kind> kinds, boolean planned, boolean windows) {
        double end = right;
        if (windows) end = entry(end, "window open", x -> pen.box(x, y - HEIGHT, SAMPLE, HEIGHT, Ink.OPEN));
        if (planned) end = entry(end, "planned", x -> pen.box(x, y - HEIGHT / 2.0 - 2, SAMPLE, 4, Ink.PLANNED));
        if (kinds.contains(Chart.Kind.MISSED))
            end = entry(end, "window missed", x -> pen.diamond(x + SAMPLE / 2.0, y - HEIGHT / 2.0, 5, Ink.WRONG));
        if (kinds.contains(Chart.Kind.LATE))
            end = entry(end, "too late", x -> pen.box(x, y - HEIGHT, SAMPLE, HEIGHT, Ink.WRONG));
        if (kinds.contains(Chart.Kind.FAILED)) end = entry(end, "in vain", x -> {
            pen.box(x, y - HEIGHT, SAMPLE, HEIGHT, Ink.WRONG);
            pen.cross(x + SAMPLE / 2.0, y - HEIGHT / 2.0, 3, Ink.LIGHT);
        });
        if (kinds.contains(Chart.Kind.RUNNING))
            end = entry(end, "on the line", x -> pen.box(x, y - HEIGHT, SAMPLE, HEIGHT, Ink.RUNNING));
        if (kinds.contains(Chart.Kind.DONE)) entry(end, "call", x -> {
            pen.box(x, y - HEIGHT, SAMPLE / 2.0, HEIGHT, Ink.DONE);
            pen.box(x + SAMPLE / 2.0, y - HEIGHT, SAMPLE / 2.0, HEIGHT, Ink.DONE_TOO);
        });
    }

    private interface Sample {
        void at(double x);
    }

    /** @return where the one before it ends */
    private double entry(double end, String text, Sample sample) {
        double begin = end - Letters.of(Pen.Type.SMALL).width(text);
        pen.text(begin, y, text, Pen.Type.SMALL, Ink.MUTED);
        sample.at(begin - SPACE - SAMPLE);
        return begin - SPACE - SAMPLE - GAP;
    }
}
