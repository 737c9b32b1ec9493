package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.packetboat.engine.route.Interval;

/** How times and amounts are written. Times are rounded to seconds, in one zone, with the day of the week. */
public final class Words {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH);
    private static final int KILOBYTE = 1024;
    private static final int HALF_A_SECOND = 500;
    private static final int MINUTES_OF_AN_HOUR = 60;

    private final ZoneId zone;

    /** Times are told in this zone. */
    public Words(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Like {@code Sat 03:00}, with seconds if there are any. */
    public String time(Instant at) {
        Instant rounded = Instant.ofEpochSecond(at.plusMillis(HALF_A_SECOND).getEpochSecond());
        boolean whole = rounded.getEpochSecond() % MINUTES_OF_AN_HOUR == 0;
        return (whole ? MINUTES : SECONDS).format(rounded.atZone(zone));
    }

    /** Like {@code 03:00}; at midnight with the day of the week. */
    String hour(Instant at) {
        String text = time(at);
        return at.atZone(zone).toLocalTime().equals(LocalTime.MIDNIGHT) ? text : text.substring(text.indexOf(' ') + 1);
    }

    /** The zone's name. */
    String zoneName() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** The zone with its offset, like {@code Europe/Berlin (UTC+01:00)}; with both if clocks change meanwhile. */
    String offsets(Interval during) {
        String first = offset(during.open());
        String last = offset(during.close());
        if (zone instanceof ZoneOffset) return zoneName();
        return zone.getId() + " (" + first + (first.equals(last) ? "" : ", later " + last) + ")";
    }

    private String offset(Instant at) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
    }

    /** Like {@code 3 h 6 min} or {@code 45 s}; seconds only if it is less than an hour. */
    public static String length(Duration time) {
        Duration rounded = Duration.ofSeconds(time.plusMillis(HALF_A_SECOND).toSeconds());
        if (rounded.toHours() > 0) {
            Duration minutes = rounded.plusSeconds(MINUTES_OF_AN_HOUR / 2);
            return joined(minutes.toHours(), "h", minutes.toMinutesPart(), "min");
        }
        return joined(rounded.toMinutes(), "min", rounded.toSecondsPart(), "s");
    }

    private static String joined(long large, String largeUnit, long small, String smallUnit) {
        if (large == 0) return small + " " + smallUnit;
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** Like {@code 81 KB} or {@code 500 bytes}. */
    public static String size(long bytes) {
        return bytes < KILOBYTE ? bytes + " bytes" : bytes / KILOBYTE + " KB";
    }

    /** Like {@code 1 site} or {@code 4 sites}. */
    public static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
