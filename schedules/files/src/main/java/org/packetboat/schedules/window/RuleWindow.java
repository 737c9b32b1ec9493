package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/**
 * A window that is open whenever one of its rules is. Openings that touch or overlap are one interval. The answer
 * depends on the instant alone; the last one is remembered, so asking again within it costs next to nothing, and any
 * thread may ask.
 *
 * <p>Limits: instants before 1900 are answered as 1900, after 9999 as never; of an interval of more than 400 days a
 * part is told, whose end is either the true one or more than a hundred days off; a rule that is silent for ten years
 * is over.
 */
public final class RuleWindow implements Window {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final Duration LONGEST_TOLD = Duration.ofDays(400);
    private static final Duration PART_KNOWN_FOR = Duration.ofDays(1);

    private final List<Openings> rules;
    /** Days by which an opening may reach over the local day it is filed under, zone offsets included. */
    private final int slack;
    private volatile Known known = new Known(LATEST, LATEST, new Interval(EARLIEST, LATEST));

    private RuleWindow(List<Openings> rules) {
        this.rules = List.copyOf(rules);
        this.slack = rules.stream().mapToInt(rule -> (int) rule.longest().toDays()).max().orElse(0) + 3;
    }

    /** The window that is open whenever one of these rules is. */
    public static Window of(List<Openings> rules) {
        return rules.stream().anyMatch(Openings::neverClose) ? ALWAYS : new RuleWindow(rules);
    }

    /** An answer, and from when until when it is the answer. */
    private record Known(Instant since, Instant until, Interval answer) {
        static Known of(Instant asked, Interval answer) {
            Instant soon = asked.plus(PART_KNOWN_FOR);
            boolean perhapsPart = isTooLong(answer) && soon.isBefore(answer.close());
            return new Known(asked, perhapsPart ? soon : answer.close(), answer);
        }

        boolean answers(Instant at) {
            return !at.isBefore(since) && at.isBefore(until);
        }
    }

    @Override
    public Optional<Interval> from(Instant at) {
        if (!at.isBefore(LATEST)) return Optional.empty();
        Known last = known;
        if (last.answers(at)) return Optional.of(last.answer());
        Instant asked = at.isBefore(EARLIEST) ? EARLIEST : at;
        Optional<Interval> found = search(asked);
        found.ifPresent(interval -> known = Known.of(asked, interval));
        return found;
    }

    /** Moves on to the next day with an opening until there is an interval that is not over at this instant. */
    private Optional<Interval> search(Instant at) {
        LocalDate first = LocalDate.ofInstant(at, ZoneOffset.UTC).minusDays(slack + 1);
        LocalDate last = first.plusDays(2 * slack + 2);
        Optional<Interval> found = firstFrom(at, first, last);
        while (found.isEmpty()) {
            Optional<LocalDate> next = next(last.plusDays(1));
            if (next.isEmpty()) return found;
            first = next.get().minusDays(slack + 2);
            last = next.get().plusDays(slack + 1);
            found = firstFrom(at, first, last);
        }
        return Optional.of(whole(at, first, last, found.get()));
    }

    /** Widens the days it looks at until the interval lies well within them, so that nothing can join it any more. */
    private Interval whole(Instant at, LocalDate first, LocalDate last, Interval found) {
        boolean fromStart = found.open().isAfter(start(first.plusDays(slack)));
        boolean toEnd = found.close().isBefore(start(last));
        if (fromStart && toEnd || isTooLong(found)) return found;
        long more = ChronoUnit.DAYS.between(first, last);
        LocalDate earlier = fromStart ? first : first.minusDays(more);
        LocalDate later = toEnd ? last : last.plusDays(more);
        return whole(at, earlier, later, firstFrom(at, earlier, later).orElse(found));
    }

    private static boolean isTooLong(Interval interval) {
        return Duration.between(interval.open(), interval.close()).compareTo(LONGEST_TOLD) > 0;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private Optional<Interval> firstFrom(Instant at, LocalDate first, LocalDate last) {
        return merged(first, last).stream().filter(interval -> interval.close().isAfter(at)).findFirst();
    }

    private Optional<LocalDate> next(LocalDate from) {
        return rules.stream().flatMap(rule -> rule.next(from).stream()).min(Comparator.naturalOrder());
    }

    private List<Interval> merged(LocalDate first, LocalDate last) {
        List<Interval> merged = new ArrayList<>();
        rules.stream().flatMap(rule -> between(rule, first, last)).sorted(Comparator.comparing(Interval::open))
                .forEach(interval -> join(merged, interval));
        return merged;
    }

    private static Stream<Interval> between(Openings rule, LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1)).flatMap(day -> rule.on(day).stream());
    }

    private static void join(List<Interval> merged, Interval next) {
        if (merged.isEmpty() || merged.getLast().close().isBefore(next.open())) {
            merged.add(next);
            return;
        }
        Interval before = merged.removeLast();
        Instant close = before.close().isAfter(next.close()) ? before.close() : next.close();
        merged.add(new Interval(before.open(), close));
    }
}
