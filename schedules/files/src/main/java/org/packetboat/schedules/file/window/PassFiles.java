package org.packetboat.schedules.file.window;

import java.io.IOException;
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
 * UTC, or is one of the window's zone. A file whose name ends in {@code .ics} is a calendar.
 */
final class PassFiles {
    private static final String TIME = "a time like 2026-12-01T03:14:00Z, 2026-12-01T03:14:00+01:00 or, in the "
            + "window's zone, 2026-12-01T03:14:00";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true).setTrim(true).setIgnoreEmptyLines(true).setCommentMarker('#').get();

    private final BesideFiles files;
    private final Calendars calendars;

    /** @param calendars reads files that are none in CSV */
    PassFiles(BesideFiles files, Calendars calendars) {
        this.files = files;
        this.calendars = calendars;
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
                ? section.flatMap(s -> s.need("file", "the path of a CSV or calendar file"))
                : Optional.of(value);
        Optional<String> site = section.flatMap(s -> s.get("site")).flatMap(v -> v.text("a site's name"));
        return file.flatMap(f -> Calendars.isMeant(f)
                ? calendars.openings(f, site)
                : files.read(f, "CSV file").flatMap(text -> read(text, site)));
    }

    private static Optional<Function<ZoneId, Openings>> read(BesideFiles.Text text, Optional<String> site) {
        try (CSVParser rows = CSVParser.parse(text.content(), FORMAT)) {
            List<String> columns = rows.getHeaderNames().stream().map(String::toLowerCase).toList();
            if (!columns.contains("open") || !columns.contains("close")
                    || site.isPresent() && !columns.contains("site"))
                return bad(text, 1, "found the columns " + String.join(", ", columns) + "; expected open, close"
                        + (site.isPresent() ? " and site" : ""));
            return passes(text, rows, site);
        } catch (IOException | IllegalArgumentException e) {
            text.refuseWhole(e);
            return Optional.empty();
        }
    }

    private static Optional<Function<ZoneId, Openings>> passes(BesideFiles.Text text, CSVParser rows,
            Optional<String> site) {
        List<Pass> passes = new ArrayList<>();
        for (CSVRecord row : rows) {
            if (site.isPresent() && !site.get().equalsIgnoreCase(row.get("site"))) continue;
            Optional<Pass> pass = pass(row, text.place(rows.getCurrentLineNumber()));
            if (pass.isEmpty())
                return bad(text, rows.getCurrentLineNumber(), "found open \"" + text(row, "open")
                        + "\" and close \"" + text(row, "close") + "\"; expected for each " + TIME
                        + ", and a close that is later by up to 7d");
            passes.add(pass.get());
        }
        if (passes.isEmpty())
            return bad(text, 1, "found no row" + site.map(s -> " of the site " + s).orElse("")
                    + "; expected one for each opening");
        return Optional
                .of(zone -> new Passes(
                        passes.stream().flatMap(pass -> in(zone, pass, text.value()).stream()).toList()));
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

    private static Optional<Function<ZoneId, Openings>> bad(BesideFiles.Text text, long line, String message) {
        text.refuse(line, message);
        return Optional.empty();
    }
}
