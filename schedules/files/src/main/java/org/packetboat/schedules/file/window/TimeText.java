package org.packetboat.schedules.file.window;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.packetboat.schedules.window.Dates;

/**
 * Times of day, days of the week and dates as schedule files write them. Each method refuses other text by an
 * IllegalArgumentException or a DateTimeException.
 */
final class TimeText {
    private static final Pattern TIME = Pattern.compile("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?");
    private static final String END_OF_DAY = "24:00";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd")
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MM-dd")
            .withResolverStyle(ResolverStyle.STRICT);
    private static final int MONTH_DAY_LENGTH = 5;
    private static final int SHORTEST_DAY_NAME = 3;
    private static final List<String> EVERY_DAY = List.of("daily", "all", "*");

    private TimeText() {
    }

    /** {@code 03:00} or {@code 03:00:30}. */
    static LocalTime opening(String text) {
        if (!TIME.matcher(text).matches()) throw new IllegalArgumentException(text);
        return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
    }

    /** Like an opening; {@code 24:00} is the midnight that ends the day. */
    static LocalTime closing(String text) {
        return isEndOfDay(text) ? LocalTime.MIDNIGHT : opening(text);
    }

    /** Whether it is {@code 24:00}, the midnight that ends the day. */
    static boolean isEndOfDay(String text) {
        return text.equals(END_OF_DAY);
    }

    /** {@code mon}, {@code mon-fri}, {@code sat-mon}, {@code daily}, or several with commas. */
    static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            addDays(part.strip(), days);
        }
        return days;
    }

    private static void addDays(String part, Set<DayOfWeek> days) {
        if (EVERY_DAY.contains(part)) {
            days.addAll(EnumSet.allOf(DayOfWeek.class));
            return;
        }
        String[] ends = part.split("-", -1);
        if (ends.length > 2) throw new IllegalArgumentException(part);
        DayOfWeek day = day(ends[0].strip());
        DayOfWeek last = day(ends[ends.length - 1].strip());
        for (days.add(day); day != last; days.add(day)) {
            day = day.plus(1);
        }
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.length() >= SHORTEST_DAY_NAME && day.name().toLowerCase(Locale.ROOT).startsWith(name)) return day;
        }
        throw new IllegalArgumentException(name);
    }

    /** {@code 2026-12-25}, {@code 12-25} for every year, or from one to another with two dots. */
    static Dates.Stretch dates(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length > 2) throw new IllegalArgumentException(text);
        String first = ends[0].strip();
        String last = ends[ends.length - 1].strip();
        return first.length() == MONTH_DAY_LENGTH
                ? new Dates.Yearly(monthDay(first), monthDay(last))
                : new Dates.Once(LocalDate.parse(first, DATE), LocalDate.parse(last, DATE));
    }

    private static MonthDay monthDay(String text) {
        MonthDay day = MonthDay.from(MONTH_DAY.parse(text));
        if (day.getDayOfMonth() > day.getMonth().maxLength()) throw new DateTimeException(text);
        return day;
    }
}
