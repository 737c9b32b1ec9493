package org.packetboat.schedules.file.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.window.Openings;
import org.packetboat.schedules.window.Passes;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Openings out of CSV files (RFC 4180), one in each row:
 *
 * <pre>
 * site,open,close
 * anna,2026-12-01T03:14:00Z,2026-12-01T03:26:30Z
 * </pre>
 *
 * The first row names the columns, in any order and case; others than these are left alone. A time has an offset from
 * UTC, or is one of the window's zone. Keeps the paths of the files that were read.
 */
public final class PassFiles {
    private static final String TIME = "a time like 2026-12-01T03:14:00Z, 2026-12-01T03:14:00+01:00 or, in the "
            + "window's zone, 2026-12-01T03:14:00";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true).setTrim(true).setIgnoreEmptyLines(true).setCommentMarker('#').get();

    private final List<Source.Beside> read = new ArrayList<>();

    /** The files that were read, or were to be read. */
    public List<Source.Beside> read() {
        return List.copyOf(read);
    }

    /** A row, its times not yet in a zone. */
    private record Pass(Place at, Function<ZoneId, Instant> open, Function<ZoneId, Instant> close) {
        /** Empty if it closes before it opens there, or lasts too long: where a clock is changed, that may be. */
        Optional<Interval> in(ZoneId zone) {
            Duration length = Duration.between(open.apply(zone), close.apply(zone));
            return length.isPositive() && length.compareTo(LONGEST) <= 0
                    ? Optional.of(new Interval(open.apply(zone), close.apply(zone)))
                    : Optional.empty();
        }
    }

    /** The openings that {@code passes} gives: a file, or a file and the site whose rows are meant. */
    Optional<Function<ZoneId, Openings>> read(Value value) {
        Optional<Section> section = value.isMapping() ? value.section("file", "site") : Optional.empty();
        Optional<Value> file = value.isMapping()
                ? section.flatMap(s -> s.need("file", "the path of a CSV file"))
                : Optional.of(value);
        Optional<String> site = section.flatMap(s -> s.get("site")).flatMap(v -> v.text("a site's name"));
        return file
                .flatMap(v -> v.as("the path of a CSV file", text -> pathOf(v, text)).flatMap(p -> read(v, p, site)));
    }

    private static Path pathOf(Value value, String text) {
        return Path.of(value.place().file()).resolveSibling(text).normalize();
    }

    private Optional<Function<ZoneId, Openings>> read(Value value, Path file, Optional<String> site) {
        Optional<byte[]> content = content(value, file);
        read.add(new Source.Beside(file, content.map(bytes -> new Source(file.toString(), bytes))));
        return content.flatMap(bytes -> read(value, file, new String(bytes, UTF_8), site));
    }

    private static Optional<byte[]> content(Value value, Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return unreadable(value, file, e);
        }
    }

    private static <T> Optional<T> unreadable(Value value, Path file, Exception why) {
        value.refuse("a readable CSV file at " + file + " (" + why.getMessage() + ")");
        return Optional.empty();
    }

    private static Optional<Function<ZoneId, Openings>> read(Value value, Path file, String content,
            Optional<String> site) {
        try (CSVParser rows = CSVParser.parse(content.replaceFirst("^\uFEFF", ""), FORMAT)) {
            List<String> columns = rows.getHeaderNames().stream().map(String::toLowerCase).toList();
            if (!columns.contains("open") || !columns.contains("close")
                    || site.isPresent() && !columns.contains("site"))
                return bad(value, file, 1, "found the columns " + String.join(", ", columns) + "; expected open, close"
                        + (site.isPresent() ? " and site" : ""));
            return passes(value, file, rows, site);
        } catch (IOException | IllegalArgumentException e) {
            return unreadable(value, file, e);
        }
    }

    private static Optional<Function<ZoneId, Openings>> passes(Value value, Path file, CSVParser rows,
            Optional<String> site) {
        List<Pass> passes = new ArrayList<>();
        for (CSVRecord row : rows) {
            if (site.isPresent() && !site.get().equalsIgnoreCase(row.get("site"))) continue;
            Optional<Pass> pass = pass(row, new Place(file.toString(), (int) rows.getCurrentLineNumber(), 1));
            if (pass.isEmpty())
                return bad(value, file, rows.getCurrentLineNumber(), "found open \"" + text(row, "open")
                        + "\" and close \"" + text(row, "close") + "\"; expected for each " + TIME
                        + ", and a close that is later by up to 7d");
            passes.add(pass.get());
        }
        if (passes.isEmpty())
            return bad(value, file, 1, "found no row" + site.map(s -> " of the site " + s).orElse("")
                    + "; expected one for each opening");
        return Optional
                .of(zone -> new Passes(passes.stream().flatMap(pass -> in(zone, pass, value).stream()).toList()));
    }

    private static Optional<Interval> in(ZoneId zone, Pass pass, Value value) {
        Optional<Interval> there = pass.in(zone);
        if (there.isEmpty())
            value.problems().error(pass.at(), value.path(),
                    "found a close that is not after its open in the zone " + zone
                            + ", where the clock is changed between them; expected times with an offset, or in UTC");
        return there;
    }

    private static Optional<Pass> pass(CSVRecord row, Place at) {
        try {
            Pass pass = new Pass(at, time(text(row, "open")), time(text(row, "close")));
            return pass.in(ZoneOffset.UTC).map(_ -> pass);
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column) : "";
    }

    private static Function<ZoneId, Instant> time(String text) {
        String iso = text.replace(' ', 'T');
        if (iso.matches(".*T.*(Z|[+-][0-9:]+)$")) {
            Instant at = OffsetDateTime.parse(iso).toInstant();
            return _ -> at;
        }
        LocalDateTime at = LocalDateTime.parse(iso);
        return zone -> at.atZone(zone).toInstant();
    }

    private static Optional<Function<ZoneId, Openings>> bad(Value value, Path file, long line, String message) {
        value.problems().error(new Place(file.toString(), (int) line, 1), value.path(), message);
        return Optional.empty();
    }
}
