package org.packetboat.schedules.plan.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as lines of text whose columns stand below each other. */
public final class Columns {
    private Columns() {}

    /** All rows have as many cells as the first. */
    public static List<String> aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++)
                line.append(row.get(column)).repeat(' ', widths[column] - row.get(column).length() + 2);
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
