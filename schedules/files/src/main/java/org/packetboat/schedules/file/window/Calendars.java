package org.packetboat.schedules.file.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.file.calendar.CalendarFile;
import org.packetboat.schedules.file.calendar.Occurrence;
import org.packetboat.schedules.window.Closings;
import org.packetboat.schedules.window.Dates;
import org.packetboat.schedules.window.Openings;
import org.packetboat.schedules.window.Passes;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Value;

/** iCalendar files (RFC 5545) that schedule files name: openings, holidays, times in which nothing is to be sent. */
public final class Calendars {
    private static final String WHAT = "calendar file";
    private static final Duration LONGEST_OPENING = Duration.ofDays(7);

    private final BesideFiles files;
    private final Instant now;

    /** @param now repeated events are told around this instant */
    public Calendars(BesideFiles files, Instant now) {
        this.files = files;
        this.now = now;
    }

    /** Whether a file is one by its name. */
    static boolean isMeant(Value file) {
        return file.node() instanceof Node.Scalar(Place _, String text, boolean _)
                && text.toLowerCase(Locale.ROOT).endsWith(".ics");
    }

    private record Read(BesideFiles.Text text, List<Occurrence> occurrences) {}

    private Optional<Read> read(Value value) {
        return files.read(value, WHAT).flatMap(this::read);
    }

    private Optional<Read> read(BesideFiles.Text text) {
        try {
            return Optional.of(new Read(text, CalendarFile.read(text.content(), now)));
        } catch (CalendarFile.Unreadable e) {
            text.refuse(e.line(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Its events are openings. @param name of the events that are meant, whatever case; all if empty */
    Optional<Function<ZoneId, Openings>> openings(Value value, Optional<String> name) {
        return read(value).flatMap(calendar -> openings(calendar, name));
    }

    private static Optional<Function<ZoneId, Openings>> openings(Read calendar, Optional<String> name) {
        List<Occurrence> meant = calendar.occurrences().stream()
                .filter(o -> name.isEmpty() || name.get().equalsIgnoreCase(o.summary().strip())).toList();
        Optional<Occurrence> tooLong = meant.stream().filter(Calendars::isTooLong).findFirst();
        if (tooLong.isPresent()) {
            calendar.text().refuse(1, "found the event \"" + tooLong.get().summary() + "\" from "
                    + tooLong.get().start() + " to " + tooLong.get().end() + "; expected at most 7d");
            return Optional.empty();
        }
        if (meant.isEmpty()) {
            calendar.text().refuse(1, "found no event" + name.map(n -> " with the summary " + n).orElse("")
                    + "; expected one for each opening");
            return Optional.empty();
        }
        return Optional.of(zone -> new Passes(stretches(meant, zone)));
    }

    private static List<Interval> stretches(List<Occurrence> occurrences, ZoneId zone) {
        return occurrences.stream().flatMap(o -> o.in(zone).stream()).toList();
    }

    private static boolean isTooLong(Occurrence opening) {
        return opening.in(ZoneOffset.UTC)
                .filter(i -> Duration.between(i.open(), i.close()).compareTo(LONGEST_OPENING) > 0).isPresent();
    }

    /** The days that its events touch. */
    Dates days(Value value) {
        return read(value).map(calendar -> new Dates(
                calendar.occurrences().stream().map(Occurrence::days).distinct().<Dates.Stretch>map(days -> days)
                        .toList()))
                .orElse(Dates.NONE);
    }

    /** In its events nothing is open. */
    Function<ZoneId, Closings> closings(Value value) {
        List<Occurrence> all = value.atLeastOne("the path of a " + WHAT).stream().flatMap(item -> read(item).stream())
                .flatMap(calendar -> calendar.occurrences().stream()).toList();
        return zone -> new Closings(stretches(all, zone));
    }
}
