package org.packetboat.schedules.plan.print;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.packetboat.engine.route.Interval;

/** A row of a chart with the places of its bars and names. */
final class ChartRow {
    private static final int BAR = 17;
    private static final int THIN = 5;
    private static final int SPACE = 3;
    private static final int LANE = 13;
    private static final int LANES = 3;
    private static final int BELOW = 7;
    private static final int LETTERS_DOWN = 12;
    private static final int HALF = 6;
    private static final double NARROWEST = 2;
    private static final double NARROWEST_WRONG = 9;

    private final Chart.Row row;
    private final double y;
    private final ToDoubleFunction<Instant> x;
    private final double end;
    private final Words words;
    private final Letters letters = Letters.of(Pen.Type.SMALL);
    private final List<Flag> flags = new ArrayList<>();

    /** A name below its bar. @param lane from 0, the uppermost */
    private record Flag(double x, double width, int lane, Chart.Bar bar) {
        boolean isInTheWayOf(double from, double to) {
            return x < to + SPACE && from < x + width + 2 * SPACE;
        }
    }

    /** @param x where a time lies @param end where the chart ends */
    ChartRow(Chart.Row row, double y, ToDoubleFunction<Instant> x, double end, Words words) {
        this.row = row;
        this.y = y;
        this.x = x;
        this.end = end;
        this.words = words;
        row.bars().stream().filter(bar -> !hasRoom(bar))
                .sorted(Comparator.<Chart.Bar, Boolean>comparing(bar -> !bar.kind().isWrong())
                        .thenComparing(bar -> bar.interval().open()))
                .forEach(this::flag);
    }

    private void flag(Chart.Bar bar) {
        double width = letters.width(bar.site()) + SPACE;
        double from = Math.min(x.applyAsDouble(bar.interval().open()), end - width);
        for (int lane = 0; lane < LANES; lane++) {
            int here = lane;
            if (flags.stream().noneMatch(flag -> flag.lane() == here && flag.isInTheWayOf(from, from + width))) {
                flags.add(new Flag(from, width, lane, bar));
                return;
            }
        }
    }

    private boolean hasRoom(Chart.Bar bar) {
        return bar.kind() != Chart.Kind.MISSED && bar.kind() != Chart.Kind.FAILED
                && letters.width(bar.site()) + 2 * SPACE <= width(bar);
    }

    private double width(Chart.Bar bar) {
        double least = bar.kind().isWrong() ? NARROWEST_WRONG : NARROWEST;
        return Math.max(least, x.applyAsDouble(bar.interval().close()) - x.applyAsDouble(bar.interval().open()) - 0.5);
    }

    String name() {
        return row.name();
    }

    boolean hasPlan() {
        return !row.planned().isEmpty();
    }

    double nameAt() {
        return y + LETTERS_DOWN;
    }

    double height() {
        int lanes = flags.stream().mapToInt(flag -> flag.lane() + 1).max().orElse(0);
        return BAR + (hasPlan() ? THIN + 2 : 0) + lanes * LANE + BELOW;
    }

    double bottom() {
        return y + height();
    }

    private double barsEnd() {
        return y + BAR + (hasPlan() ? THIN + 2 : 0);
    }

    /** When windows are open. */
    void shade(Pen pen) {
        for (Interval open : row.open())
            pen.box(x.applyAsDouble(open.open()), y, x.applyAsDouble(open.close()) - x.applyAsDouble(open.open()),
                    barsEnd() - y, Ink.OPEN);
    }

    /** Bars and names. */
    void calls(Pen pen) {
        for (Chart.Bar bar : row.planned()) {
            pen.telling(bar.site() + ", planned: " + times(bar));
            pen.box(x.applyAsDouble(bar.interval().open()), y + BAR + 1, width(bar), THIN, Ink.PLANNED);
            pen.told();
        }
        for (int i = 0; i < row.bars().size(); i++)
            bar(pen, row.bars().get(i), i % 2 == 0 ? Ink.DONE : Ink.DONE_TOO);
        flags.forEach(flag -> flag(pen, flag));
    }

    private void flag(Pen pen, Flag flag) {
        double foot = barsEnd() + (flag.lane() + 1) * LANE - SPACE;
        pen.box(flag.x(), y + BAR, 0.5, foot - y - BAR, flag.bar().kind().isWrong() ? Ink.WRONG : Ink.MUTED);
        pen.text(flag.x() + SPACE, foot, flag.bar().site(), Pen.Type.SMALL,
                flag.bar().kind().isWrong() ? Ink.WRONG : Ink.TEXT);
    }

    private void bar(Pen pen, Chart.Bar bar, Ink turn) {
        double from = x.applyAsDouble(bar.interval().open());
        pen.telling(bar.site() + ", " + (bar.kind() == Chart.Kind.MISSED
                ? words.time(bar.interval().open()) + ": window missed"
                : times(bar)) + (bar.note().isEmpty() ? "" : ", " + bar.note()));
        switch (bar.kind()) {
            case MISSED -> pen.diamond(Math.min(from, end - HALF), y + BAR / 2.0, HALF, Ink.WRONG);
            case FAILED -> {
                pen.box(from, y, width(bar), BAR, Ink.WRONG);
                pen.cross(from + width(bar) / 2, y + BAR / 2.0, SPACE, Ink.LIGHT);
            }
            case LATE -> pen.box(from, y, width(bar), BAR, Ink.WRONG);
            case RUNNING -> pen.box(from, y, width(bar), BAR, Ink.RUNNING);
            case DONE -> pen.box(from, y, width(bar), BAR, turn);
        }
        pen.told();
        if (hasRoom(bar)) pen.text(from + SPACE, y + LETTERS_DOWN, bar.site(), Pen.Type.SMALL, Ink.LIGHT);
    }

    private String times(Chart.Bar bar) {
        return words.time(bar.interval().open()) + " to " + words.time(bar.interval().close());
    }
}
