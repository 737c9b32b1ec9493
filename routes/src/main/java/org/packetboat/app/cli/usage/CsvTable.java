package org.packetboat.app.cli.usage;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as CSV (RFC 4180): the names of columns first, lines end in CRLF. */
final class CsvTable {
    private CsvTable() {}

    /** The line with the names of columns. */
    static String heading(Class<? extends Record> type) {
        return line(type, RecordComponent::getName);
    }

    static <R extends Record> String of(Class<R> type, List<R> rows) {
        return rows.stream().map(row -> line(type, column -> safe(column, value(row, column))))
                .collect(Collectors.joining());
    }

    private static String line(Class<?> type, Function<RecordComponent, String> cell) {
        return Stream.of(type.getRecordComponents()).map(column -> quoted(cell.apply(column)))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(Record row, RecordComponent column) {
        try {
            return String.valueOf(column.getAccessor().invoke(row));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // the accessors of a public record
        }
    }

    /** What begins as a formula would is text for spreadsheets, too. */
    private static String safe(RecordComponent column, String text) {
        boolean formula = column.getType() == String.class && !text.isEmpty()
                && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
