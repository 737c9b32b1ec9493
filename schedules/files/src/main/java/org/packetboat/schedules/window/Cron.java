package org.packetboat.schedules.window;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.packetboat.engine.route.Interval;
import org.quartz.CronExpression;

/**
 * Openings at the times a Quartz cron expression names, each for the same time elapsed. Quartz only lists local times,
 * on a calendar without clock changes; {@link WallClock} finds the instants. So the traps of its triggers (an hour
 * skipped in spring, an hour of silence or a lost day in autumn) are not met; in an hour that occurs twice each named
 * time opens once, at the first.
 */
public final class Cron implements Openings {
    /** The longest opening: what a lookup must look back for. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Pattern ONE_SECOND = Pattern.compile("[0-9]{1,2}\\s.*");
    private static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);

    private final ZoneId zone;
    private final CronExpression times;
    private final Duration length;
    private final Dates except;

    /**
     * Reads an expression of six or seven fields: seconds, minutes, hours, day of month, month, day of week, year.
     *
     * @throws IllegalArgumentException with what is wrong: not an expression, more than one opening a minute, a date
     *                                  that never comes, or a length that is not within 1 s to 7 days
     */
    public Cron(ZoneId zone, String expression, Duration length, Dates except) {
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lasts " + length + "; expected more than nothing, at most 7 days");
        }
        this.zone = zone;
        this.times = parsed(expression);
        this.length = length;
        this.except = except;
    }

    private static CronExpression parsed(String expression) {
        if (!ONE_SECOND.matcher(expression.strip()).matches()) {
            throw new IllegalArgumentException("expected one number for the seconds, as in 0 0 3 ? * MON-FRI");
        }
        try {
            CronExpression times = new CronExpression(expression.strip());
            times.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            if (after(times, BEGINNING.atStartOfDay()).isPresent()) return times;
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("names a date that never comes");
    }

    /** The first local time the expression names that is not before this one. */
    private static Optional<LocalDateTime> after(CronExpression times, LocalDateTime from) {
        Date before = Date.from(from.minusSeconds(1).toInstant(ZoneOffset.UTC));
        return Optional.ofNullable(times.getTimeAfter(before))
                .map(found -> LocalDateTime.ofInstant(found.toInstant(), ZoneOffset.UTC));
    }

    @Override
    public Optional<LocalDate> next(LocalDate from) {
        Optional<LocalDate> day = after(times, from.atStartOfDay()).map(LocalDateTime::toLocalDate);
        while (day.isPresent() && except.contains(day.get())) {
            day = after(times, day.get().plusDays(1).atStartOfDay()).map(LocalDateTime::toLocalDate);
        }
        return day;
    }

    @Override
    public boolean opensOn(LocalDate day) {
        return next(day).filter(day::equals).isPresent();
    }

    @Override
    public List<Interval> on(LocalDate day) {
        List<Interval> openings = new ArrayList<>();
        if (except.contains(day) || !WallClock.has(day, zone)) return openings;
        Optional<LocalDateTime> time = after(times, day.atStartOfDay());
        while (time.isPresent() && time.get().toLocalDate().equals(day)) {
            Instant open = WallClock.first(time.get(), zone);
            openings.add(new Interval(open, open.plus(length)));
            time = after(times, time.get().plusSeconds(1));
        }
        return openings;
    }

    @Override
    public Duration longest() {
        return length;
    }
}
