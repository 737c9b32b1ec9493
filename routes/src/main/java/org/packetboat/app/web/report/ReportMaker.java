package org.packetboat.app.web.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.app.web.board.BoardSnapshot;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.SiteRow;
import org.packetboat.app.web.board.SiteRows;
import org.packetboat.app.web.board.Timeline;
import org.packetboat.app.web.board.Troubleshooting;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.print.Words;

/** Writes the report of a night from what is remembered of it and from what waits now. */
final class ReportMaker {
    private static final int MOST_CALLS = 50_000;
    private static final int MOST_BARS = 800;
    private static final int MOST_LOOKED_AT = 200;
    private static final Duration LONGEST_PICTURE = Duration.ofDays(8);
    /** Of a big send that nobody waits for any more, if it is older, nothing has happened tonight. */
    private static final Duration OLD = Duration.ofDays(7);
    private static final Duration IN_TIME = Duration.ofMinutes(45);
    private static final Set<String> NEED_A_PERSON = Set.of("late", "no-route", "failing");
    /** How sites stand with a big send that have not had it in time. */
    private static final Set<String> NOT_IN_TIME = Set.of("overdue", "late", "failed");

    /**
     * Which night.
     *
     * @param own queue ids of earlier reports: a report is no news
     */
    record Wanted(LocalDate date, Instant from, Instant to, List<MorningReport.Returned> returned, Set<String> own) {}

    private final BoardSource source;
    private final Wanted wanted;
    private final Instant now;
    private final BoardSnapshot snapshot;
    private final SiteRows sites;
    private final List<PastCall> calls;
    private final NightData data;
    private final Map<String, Set<String>> lacking = new HashMap<>();
    private final List<MorningReport.Send> sends = new ArrayList<>();
    /** Big sends that were late or failed somewhere in this night, not in one before. */
    private final List<String> notInTime = new ArrayList<>();

    private ReportMaker(BoardSource source, Wanted wanted) {
        this.source = source;
        this.wanted = wanted;
        now = source.now();
        snapshot = source.snapshot();
        sites = new SiteRows(snapshot, source.plans().bySite(), now);
        calls = source.calls().between(wanted.from(), wanted.to(), MOST_CALLS);
        data = new NightData(source.server().listData(), source.routes(),
                site -> !domains(site).isEmpty() && !isOnlyReports(site));
        source.server().listBatches().forEach(this::send);
    }

    /** Asks the node, and waits for it. @param zone in which people are told times */
    static MorningReport make(BoardSource source, ZoneId zone, Wanted wanted) {
        return new ReportMaker(source, wanted).report(zone);
    }

    private void send(BatchRow batch) {
        boolean old = Instant.parse(batch.started()).isBefore(wanted.from().minus(OLD));
        if (batch.waiting() == 0 && old) return;
        List<BatchSiteRow> rows = source.server().listBatch(batch.name());
        boolean wentOn = batch.waiting() > 0
                || rows.stream().anyMatch(row -> isInNight(row.settled()));
        if (!wentOn || Instant.parse(batch.started()).isAfter(wanted.to())) return;
        sends.add(new MorningReport.Send(batch.name(), batch.sites(), batch.delivered(), batch.late(), batch.failed(),
                batch.waiting(), batch.stage()));
        if (rows.stream().anyMatch(row -> NOT_IN_TIME.contains(row.state())
                && (isInNight(row.settled()) || isInNight(row.deliverBy()))))
            notInTime.add(batch.name());
        rows.stream().filter(row -> row.settled().isEmpty() && !row.state().equals("staged"))
                .forEach(row -> lacking.computeIfAbsent(row.site(), _ -> new TreeSet<>()).add(batch.name()));
    }

    private boolean isInNight(String time) {
        return !time.isEmpty() && !Instant.parse(time).isBefore(wanted.from())
                && !Instant.parse(time).isAfter(wanted.to());
    }

    private MorningReport report(ZoneId zone) {
        Map<String, PastCall> closed = new LinkedHashMap<>();
        calls.stream().filter(PastCall::isMissedWindow).filter(call -> !isOnlyReports(call.site()))
                .forEach(call -> closed.put(call.site(), call));
        unnoticed(closed);
        List<String> caughtUp = closed.values().stream().filter(this::hasCaughtUp).map(PastCall::site).sorted()
                .toList();
        caughtUp.forEach(closed::remove);
        List<MorningReport.Missed> missed = new ArrayList<>(closed.values().stream().map(this::missed).toList());
        sites.rows().stream().filter(row -> NEED_A_PERSON.contains(row.state()) && !closed.containsKey(row.site()))
                .filter(row -> !isOnlyReports(row.site())).map(row -> missed(row.site(), "", row.why()))
                .forEach(missed::add);
        data.all().stream().flatMap(used -> used.waiting().stream()).distinct()
                .filter(site -> missed.stream().noneMatch(known -> known.site().equals(site)))
                .map(site -> missed(site, "", "")).toList().forEach(missed::add);
        int served = (int) calls.stream().filter(call -> !call.isMissedWindow() && !call.failed())
                .map(PastCall::site).distinct().count();
        MorningReport.Cost cost = NightCosts.of(calls);
        List<String> problems = source.server().getScheduleProblems();
        ReportHeadline headline = new ReportHeadline(missed, wanted.returned(), notInTime, problems.size());
        Instant begin = wanted.to().minus(LONGEST_PICTURE);
        return new MorningReport(source.server().getName(), wanted.date().toString(), wanted.from().toString(),
                wanted.to().toString(), now.toString(), name(zone), headline.well(),
                headline.text(served, cost), late(zone), served, missed, caughtUp, sends,
                wanted.returned(), cost, data.all(), problems,
                Timeline.of(source, wanted.from().isBefore(begin) ? begin : wanted.from(), wanted.to(), MOST_BARS));
    }

    /** Windows that closed while the server was not running: nobody told of them, but the mail still waits. */
    private void unnoticed(Map<String, PastCall> closed) {
        for (Route route : source.routes()) {
            String site = route.site();
            if (closed.containsKey(site) || domains(site).isEmpty() || isOnlyReports(site)) continue;
            ReportTimes.lastClose(route.window(), wanted.from(), wanted.to())
                    .filter(close -> domains(site).stream().anyMatch(domain -> waitedAt(domain, close)))
                    .ifPresent(close -> closed.put(site, PastCall.missed(site, close, 0,
                            domains(site).stream().map(DomainItem::lastReply).filter(reply -> !reply.isEmpty())
                                    .findFirst().orElse("it was not called"))));
        }
    }

    private boolean waitedAt(DomainItem domain, Instant close) {
        return !domain.oldest().isEmpty() && Instant.parse(domain.oldest()).isBefore(close)
                && source.server().listEnvelopes(domain.domain(), MOST_LOOKED_AT).stream()
                        .anyMatch(e -> !e.held() && Instant.parse(e.arrived()).isBefore(close)
                                && !e.due().isEmpty() && !Instant.parse(e.due()).isAfter(close));
    }

    private static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private String late(ZoneId zone) {
        if (Duration.between(wanted.to(), now).compareTo(IN_TIME) <= 0) return "";
        Instant started = Instant.parse(source.server().getStarted());
        return started.isAfter(wanted.to())
                ? "the server was not running when the night ended; it was started at " + new Words(zone).time(started)
                : "it could not be made or sent before";
    }

    /** Whether it was reached again, and nothing that is older than that close waits for it now. */
    private boolean hasCaughtUp(PastCall miss) {
        boolean reached = calls.stream().anyMatch(call -> call.site().equals(miss.site()) && !call.isMissedWindow()
                && !call.failed() && call.end().isAfter(miss.end()));
        return reached && domains(miss.site()).stream()
                .noneMatch(domain -> !domain.oldest().isEmpty()
                        && Instant.parse(domain.oldest()).isBefore(miss.end()));
    }

    private List<DomainItem> domains(String site) {
        return snapshot.domains().stream()
                .filter(domain -> domain.depth() > 0 && (domain.site().equals(site)
                        || domain.site().isEmpty() && domain.domain().equals(site)))
                .toList();
    }

    private boolean isOnlyReports(String site) {
        List<DomainItem> waiting = domains(site);
        return !waiting.isEmpty() && !wanted.own().isEmpty() && waiting.stream()
                .allMatch(domain -> domain.depth() <= MOST_LOOKED_AT
                        && source.server().listEnvelopes(domain.domain(), MOST_LOOKED_AT).stream()
                                .allMatch(e -> wanted.own().contains(e.id().substring(0, e.id().indexOf('.')))));
    }

    private MorningReport.Missed missed(PastCall miss) {
        Optional<PastCall> failed = calls.stream()
                .filter(call -> call.site().equals(miss.site()) && !call.isMissedWindow() && call.failed())
                .reduce((_, last) -> last);
        String why = failed.map(call -> call.how() + " (" + tries(miss.site()) + ")").orElse(miss.how());
        return missed(miss.site(), miss.end().toString(), domains(miss.site()).isEmpty()
                ? why + "; nothing of it waits any more: it was returned, withdrawn, or went another way"
                : why);
    }

    private String tries(String site) {
        long tries = calls.stream()
                .filter(call -> call.site().equals(site) && !call.isMissedWindow() && call.failed()).count();
        return tries == 1 ? "one call in vain" : tries + " calls in vain";
    }

    private MorningReport.Missed missed(String site, String closed, String why) {
        Optional<SiteRow> row = sites.row(site);
        String reason = data.stopping(site).map(NightData::why).orElse(why);
        return new MorningReport.Missed(site, closed, row.map(SiteRow::depth).orElse(0L),
                row.map(SiteRow::bytes).orElse(0L), List.copyOf(lacking.getOrDefault(site, Set.of())), reason,
                Troubleshooting.about(reason).orElse(""), next(site), row.map(SiteRow::planned)
                        .filter(planned -> !planned.isEmpty() && Instant.parse(planned).isAfter(now)).orElse(""));
    }

    private String next(String site) {
        Instant from = data.stopping(site).map(used -> Instant.parse(used.until())).filter(now::isBefore).orElse(now);
        return source.routes().stream().filter(route -> route.site().equals(site)).findFirst().map(Route::window)
                .flatMap(window -> window.from(from)).map(Interval::open)
                .map(open -> open.isBefore(from) ? from.toString() : open.toString()).orElse("");
    }
}
