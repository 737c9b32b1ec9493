package org.packetboat.schedules.file.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.packetboat.schedules.window.Closings;
import org.packetboat.schedules.window.Cron;
import org.packetboat.schedules.window.Dates;
import org.packetboat.schedules.window.Extra;
import org.packetboat.schedules.window.Hours;
import org.packetboat.schedules.window.Openings;
import org.packetboat.schedules.window.Weekly;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads a window that is written out: hours on days of the week, or a cron expression; exceptions; extra openings. */
public final class WindowRules {
    public static final String[] KEYS = {"days", "open", "close", "cron", "for", "zone", "except", "holidays", "also",
            "passes", "closed"};
    private static final String DAYS = "days like mon-fri, \"sat,sun\" or daily";
    private static final String OPEN = "a time of day like \"03:00\"";
    private static final String CLOSE = "a time of day like \"06:00\", or \"24:00\"";
    private static final String CRON = "a Quartz cron expression like \"0 0 3 ? * MON-FRI\"";

    private final Holidays holidays;
    private final PassFiles passes;
    private final Calendars calendars;

    WindowRules(Holidays holidays, PassFiles passes, Calendars calendars) {
        this.holidays = holidays;
        this.passes = passes;
        this.calendars = calendars;
    }

    /** The openings it gives in a zone. */
    Function<ZoneId, List<Openings>> read(Section section) {
        Dates except = section.get("except").map(Holidays::dates).orElse(Dates.NONE)
                .and(section.get("holidays").map(holidays::named).orElse(Dates.NONE));
        List<Function<ZoneId, Openings>> rules = new ArrayList<>();
        section.get("also")
                .ifPresent(also -> also.atLeastOne("an opening").forEach(item -> extra(item).ifPresent(rules::add)));
        section.get("passes").flatMap(passes::read).ifPresent(rules::add);
        regular(section, except).ifPresent(rules::add);
        Optional<Function<ZoneId, Closings>> closed = section.get("closed").map(calendars::closings);
        return zone -> {
            Optional<Closings> shut = closed.map(c -> c.apply(zone));
            return rules.stream().map(rule -> rule.apply(zone))
                    .map(rule -> shut.map(c -> c.without(rule)).orElse(rule)).toList();
        };
    }

    private Optional<Function<ZoneId, Openings>> regular(Section section, Dates except) {
        if (section.has("cron")) return cron(section, except);
        if (section.has("for")) section.refuseAs("found \"for\" without \"cron\"; expected \"close\"");
        boolean listed = section.has("also") || section.has("passes");
        if (listed && !section.has("open") && !section.has("close")) return Optional.empty();
        Set<DayOfWeek> days = section.get("days").map(WindowRules::days).orElse(EnumSet.allOf(DayOfWeek.class));
        return hours(section).filter(_ -> !days.isEmpty()).map(hours -> zone -> new Weekly(zone, days, except, hours));
    }

    private static Set<DayOfWeek> days(Value value) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        value.atLeastOne(DAYS).forEach(item -> item.as(DAYS, TimeText::days).ifPresent(days::addAll));
        return days;
    }

    private static Optional<Hours> hours(Section section) {
        Optional<LocalTime> open = section.need("open", OPEN).flatMap(v -> v.as(OPEN, TimeText::opening));
        Optional<LocalTime> close = section.need("close", CLOSE).flatMap(v -> v.as(CLOSE, TimeText::closing));
        if (open.isPresent() && open.equals(close)) section.get("close").ifPresent(WindowRules::warnOfADay);
        return open.flatMap(from -> close.map(to -> Hours.between(from, to)));
    }

    /** A whole day is meant where somebody wrote 24:00; else one of the two is mostly a slip of the pen. */
    private static void warnOfADay(Value close) {
        if (close.as(CLOSE, TimeText::isEndOfDay).orElse(true)) return;
        close.warn("found the same time as \"open\", so this window is open for 24 hours; expected another time, or "
                + "\"00:00\" and \"24:00\" for a whole day");
    }

    private static Optional<Function<ZoneId, Openings>> extra(Value value) {
        Optional<Section> section = value.section("on", "open", "close");
        Optional<Dates> dates = section.flatMap(s -> s.need("on", "a date")).map(Holidays::dates)
                .filter(on -> !on.stretches().isEmpty());
        return section.flatMap(WindowRules::hours)
                .flatMap(hours -> dates.map(on -> zone -> new Extra(zone, on, hours)));
    }

    private static Optional<Function<ZoneId, Openings>> cron(Section section, Dates except) {
        for (String key : List.of("days", "open", "close")) {
            section.get(key).ifPresent(v -> v.refuseAs("found together with \"cron\"; expected \"cron\" and \"for\", "
                    + "or \"days\", \"open\" and \"close\""));
        }
        Optional<Duration> length = section.need("for", "how long it stays open, like 1h")
                .flatMap(WindowRules::upToAWeek);
        Optional<String> expression = section.get("cron").flatMap(v -> v.text(CRON)
                .filter(text -> isExpression(v, text)));
        expression.flatMap(CronDays::named).ifPresent(days -> section.get("cron").ifPresent(v -> v.warn("found numbers "
                + "for weekdays, which Quartz counts from Sunday: this is " + days
                + ". Expected names, like MON-FRI")));
        return expression.flatMap(text -> length.map(time -> zone -> new Cron(zone, text, time, except)));
    }

    private static Optional<Duration> upToAWeek(Value value) {
        Optional<Duration> length = value.duration();
        if (length.isEmpty() || length.get().compareTo(Cron.LONGEST) <= 0) return length;
        value.refuse("at most 7d");
        return Optional.empty();
    }

    private static boolean isExpression(Value value, String text) {
        try {
            return new Cron(ZoneOffset.UTC, text, Cron.LONGEST, Dates.NONE).longest().isPositive();
        } catch (IllegalArgumentException e) {
            value.refuse(CRON + " (" + e.getMessage() + ")");
            return false;
        }
    }
}
