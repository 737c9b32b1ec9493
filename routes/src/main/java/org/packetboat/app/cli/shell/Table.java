package org.packetboat.app.cli.shell;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Records as a table for people: a column for each component that any of them fills, numbers to the right. */
public final class Table {
    private Table() {}

    public static String of(List<? extends Record> rows) {
        List<RecordComponent> columns = Arrays.stream(rows.getFirst().getClass().getRecordComponents())
                .filter(c -> rows.stream().anyMatch(r -> !text(c, r).isEmpty())).toList();
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(c -> heading(c.getName())).toList());
        rows.forEach(r -> cells.add(columns.stream().map(c -> text(c, r)).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> cells.stream().mapToInt(line -> line.get(i).length()).max().orElse(0)).toArray();
        StringBuilder table = new StringBuilder();
        cells.forEach(line -> table.append(line(line, widths, columns)).append(System.lineSeparator()));
        return table.toString();
    }

    private static String line(List<String> cells, int[] widths, List<RecordComponent> columns) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean number = columns.get(i).getType().isPrimitive() && columns.get(i).getType() != boolean.class;
            String cell = cells.get(i);
            String pad = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ").append(number ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    private static String heading(String component) {
        return component.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }

    private static String text(RecordComponent component, Record row) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // a command has its own rows
            Object value = accessor.invoke(row);
            return switch (value) {
                case Boolean b -> b ? "yes" : "";
                case List<?> list -> shortened(list);
                default -> value.toString();
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shortened(List<?> list) {
        return list.size() <= 2
                ? String.join(" ", list.stream().map(Object::toString).toList())
                : list.getFirst() + " and " + (list.size() - 1) + " more";
    }
}
