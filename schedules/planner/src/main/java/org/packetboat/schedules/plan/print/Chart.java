package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.PlannedCall;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;

/**
 * What a Gantt chart shows, before it is drawn: a row for each line, with bars for calls.
 *
 * @param range from the first opening of a window to the last close or call
 * @param rows  all lines, in order
 */
public record Chart(Interval range, List<Row> rows) {
    public Chart {
        rows = List.copyOf(rows);
    }

    /**
     * A line.
     *
     * @param name    of server and line
     * @param open    the windows of the sites that are called over it, each once; they may overlap
     * @param bars    in the order of time; those that come too late last
     * @param planned what was planned, where {@code bars} tell what happened
     */
    public record Row(String name, List<Interval> open, List<Bar> bars, List<Bar> planned) {
        public Row {
            open = List.copyOf(open);
            bars = List.copyOf(bars);
            planned = List.copyOf(planned);
        }

        /** One of which only one of both is known. */
        public Row(String name, List<Interval> open, List<Bar> bars) {
            this(name, open, bars, List.of());
        }
    }

    /** What became of a call, or will. */
    public enum Kind {
        /** It is planned so, or went so. */
        DONE,
        /** It is under way. */
        RUNNING,
        /** It was in vain. */
        FAILED,
        /** It comes, or came, too late. */
        LATE,
        /** No call: a window closed while mail still waited. */
        MISSED;

        /** Whether it is to be shown in red. */
        public boolean isWrong() {
            return this == FAILED || this == LATE || this == MISSED;
        }
    }

    /**
     * A call, or several of a kind that are too close to be told apart.
     *
     * @param site what is written on it
     * @param note what else there is to say; may be empty
     */
    public record Bar(String site, Interval interval, Kind kind, String note) {
        /** @param late whether it comes too late, or in vain */
        public Bar(String site, Interval interval, boolean late) {
            this(site, interval, late ? Kind.LATE : Kind.DONE, late ? "too late" : "");
        }
    }

    private record Line(String server, String name) {}

    /** The chart of an answer; empty if nothing could be planned. */
    public static Chart of(PlanQuestion question, PlanAnswer answer) {
        return switch (answer) {
            case PlanAnswer.Fits(var schedule) -> of(question, schedule, List.of());
            case PlanAnswer.DoesNotFit(var schedule, var missed, _, _) -> of(question, schedule, missed);
            case PlanAnswer.DoesNotHold _, PlanAnswer.Unanswerable _ -> new Chart(question.horizon(), List.of());
        };
    }

    private static Chart of(PlanQuestion question, Schedule schedule, List<Missed> missed) {
        Map<Line, List<Bar>> bars = new LinkedHashMap<>();
        for (PlanServer server : question.servers())
            server.lines().forEach(line -> bars.put(new Line(server.name(), line.name()), new ArrayList<>()));
        for (SitePlan plan : schedule.sites())
            plan.calls().forEach(call -> bars.get(new Line(plan.server(), plan.line())).add(bar(call, false)));
        missed.stream().flatMap(each -> each.late().stream())
                .forEach(late -> bars.get(new Line(late.server(), late.line())).add(bar(late.call(), true)));
        Map<String, PlanSite> sites = question.sites().stream()
                .collect(Collectors.toMap(PlanSite::name, Function.identity()));
        Interval horizon = new Interval(question.start(), question.horizon().close());
        List<Row> rows = bars.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue(), sites, horizon))
                .toList();
        return around(rows, new Interval(question.start(), question.horizon().close()));
    }

    private static Bar bar(PlannedCall call, boolean late) {
        return new Bar(call.site(), call.interval(), late);
    }

    private static Row row(Line line, List<Bar> bars, Map<String, PlanSite> sites, Interval horizon) {
        Map<Object, OpenTimes> windows = new HashMap<>();
        for (Bar bar : bars)
            windows.computeIfAbsent(sites.get(bar.site()).window(),
                    _ -> OpenTimes.within(sites.get(bar.site()).window(), horizon));
        List<Interval> open = windows.values().stream().flatMap(times -> times.intervals().stream()).distinct()
                .sorted(Comparator.comparing(Interval::open)).toList();
        String name = line.name().startsWith(line.server()) ? line.name() : line.server() + " " + line.name();
        return new Row(name, open,
                bars.stream()
                        .sorted(Comparator.<Bar, Boolean>comparing(bar -> bar.kind().isWrong())
                                .thenComparing(bar -> bar.interval().open()))
                        .toList());
    }

    /** The chart of these rows; of this range if there is nothing in them. */
    public static Chart around(List<Row> rows, Interval otherwise) {
        List<Interval> all = rows.stream().flatMap(row -> Stream.concat(row.open().stream(),
                row.bars().stream().map(Bar::interval))).toList();
        Instant from = all.stream().map(Interval::open).min(Comparator.naturalOrder()).orElse(otherwise.open());
        Instant to = all.stream().map(Interval::close).max(Comparator.naturalOrder()).orElse(otherwise.close());
        return new Chart(new Interval(from, to), rows);
    }

    /**
     * The same for the night alone: from the first opening of a window in which something is called to the last close
     * of one, or the last call. A window that opens again tomorrow does not make tonight narrow.
     */
    public Chart tonight() {
        List<Interval> calls = rows.stream().flatMap(row -> Stream.concat(row.bars().stream(), row.planned().stream()))
                .map(Bar::interval).toList();
        if (calls.isEmpty()) return this;
        List<Interval> all = Stream.concat(calls.stream(), rows.stream().flatMap(row -> row.open().stream())
                .filter(open -> calls.stream().anyMatch(call -> touches(open, call)))).toList();
        Instant from = all.stream().map(Interval::open).min(Comparator.naturalOrder()).orElseThrow();
        Instant to = all.stream().map(Interval::close).max(Comparator.naturalOrder()).orElseThrow();
        Interval night = new Interval(later(from, range.open()), earlier(to, range.close()));
        return new Chart(night, rows.stream().map(row -> new Row(row.name(), row.open().stream()
                .filter(open -> touches(open, night)).map(open -> new Interval(later(open.open(), night.open()),
                        earlier(open.close(), night.close())))
                .toList(), row.bars(), row.planned())).toList());
    }

    private static boolean touches(Interval a, Interval b) {
        return a.open().isBefore(b.close()) && b.open().isBefore(a.close());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Where an instant lies on a scale from 0 to this width. */
    double x(Instant at, double width) {
        return width * Duration.between(range.open(), at).toMillis() / Math.max(1, range.left(range.open()).toMillis());
    }
}
