package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180) whose first row names its columns. Rows without an address count for nothing; other columns are
 * not looked at.
 */
public final class CsvRows implements RowSource {
    /**
     * How it is laid out.
     *
     * @param delimiter between the fields
     * @param address   the name of the column with the address
     * @param site      the name of the column with the site; empty: there is none
     */
    public record Layout(char delimiter, String address, Optional<String> site) {}

    private final SourceFile file;
    private final Layout layout;

    public CsvRows(Path file, Layout layout) {
        this.file = new SourceFile(file);
        this.layout = layout;
    }

    @Override
    public void read(Taker taker) throws IOException, ListRefused {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(layout.delimiter()).setHeader()
                .setSkipHeaderRecord(true).setIgnoreEmptyLines(true).setTrim(true).get();
        long line = 0;
        try (Reader reader = file.open(); CSVParser parser = CSVParser.parse(reader, format)) {
            mustHave(layout.address(), parser.getHeaderNames());
            if (layout.site().isPresent()) mustHave(layout.site().get(), parser.getHeaderNames());
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext();) {
                line = parser.getCurrentLineNumber();
                CSVRecord row = records.next();
                line = parser.getCurrentLineNumber();
                String address = cell(row, layout.address());
                if (!address.isEmpty())
                    taker.row(line, address, layout.site().map(column -> cell(row, column)).orElse(""));
            }
        } catch (CharacterCodingException e) {
            throw file.notUtf8(line);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) throw file.notUtf8(line);
            throw notCsv(line, e.getCause().getMessage());
        } catch (IllegalArgumentException e) {
            throw notCsv(line, e.getMessage());
        }
    }

    private ListRefused notCsv(long line, String why) {
        return new ListRefused(where(line + 1) + ": found no CSV (" + why + "); expected rows by RFC 4180, quotes in "
                + "a quoted field doubled");
    }

    private void mustHave(String column, List<String> names) throws ListRefused {
        if (!names.contains(column))
            throw new ListRefused(where(1) + ": found no column \"" + column + "\" among \""
                    + String.join("\", \"", names)
                    + "\"; expected it in the first row, or the name of the column under "
                    + "recipients");
    }

    private static String cell(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column).strip() : "";
    }

    @Override
    public Optional<String> mark() throws IOException {
        return Optional.of(file.mark());
    }

    @Override
    public String description() {
        return "csv " + file.path() + " " + layout;
    }

    @Override
    public String where(long place) {
        return file.where(place);
    }
}
