package org.packetboat.app.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.planning.NightChange;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.Timeline;
import org.packetboat.app.web.board.SiteQuery;
import org.packetboat.app.web.board.SiteRow;
import org.packetboat.app.web.board.SiteRows;
import org.packetboat.app.web.board.BoardSnapshot;
import org.packetboat.app.web.board.NightVerdict;
import org.packetboat.app.web.board.NightVerdicts;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.SessionRow;

/** The first page. */
final class TonightPages {
    private static final Duration BEFORE = Duration.ofHours(6);
    private static final Duration AFTER = Duration.ofHours(12);
    private static final Duration LONGEST = Duration.ofDays(8);
    private static final int USUAL_BARS = 300;
    private static final int MOST_BARS = 1000;
    private static final int FIRST = 8;
    private static final int BATCHES = 5;

    /**
     * The first page.
     *
     * @param late     whether the node did not answer in time, so that what is shown is of {@code at}
     * @param depth    envelopes waiting in all
     * @param groups   how many sites are in each state
     * @param first    the sites that need a person first
     * @param batches  the latest big sends
     */
    record Tonight(String now, String at, boolean late, NightVerdict verdict, long depth, long bytes, int sites,
            Map<String, Integer> groups, List<SiteRow> first, List<BatchRow> batches, List<String> problems,
            List<String> holds) {}

    /**
     * A night that is not as it is.
     *
     * @param lines     how many more
     * @param later     minutes that each window closes later
     * @param earlier   minutes that it opens earlier
     * @param most      bytes for each site at most; 0 for as many as there are
     * @param notBefore nothing is sent earlier; ISO 8601, empty for any time
     */
    record WhatIf(int lines, int later, int earlier, long most, String notBefore) {
        NightChange change() {
            return new NightChange(lines, Duration.ofMinutes(earlier), Duration.ofMinutes(later),
                    most == 0 ? Optional.empty() : Optional.of(most),
                    notBefore == null || notBefore.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Params(Map.of("notBefore", notBefore)).time("notBefore", Instant.MIN)));
        }
    }

    /** A change in short: what is on the line, and counts; at most 2 KB. */
    record Brief(String now, long depth, int problems, List<Line> sessions, int more, List<BatchRow> batches) {}

    /** A session under way. */
    record Line(String site, String row, String began, long done, long size, String end, int envelopes) {}

    private final BoardSource source;
    private final NightVerdicts verdicts;
    private final ConcurrencyLimit planner = new ConcurrencyLimit(1);

    TonightPages(BoardSource source) {
        this.source = source;
        verdicts = new NightVerdicts(
                () -> NightVerdict.of(source.night(NightChange.NONE, true), source.zone(), source.now()));
    }

    WebAnswer tonight(WebRequest request) {
        BoardSnapshot snapshot = source.snapshot();
        List<SiteRow> rows = new SiteRows(snapshot, source.plans().bySite(), source.now()).rows();
        SiteQuery.Page first = new SiteQuery("", "", "urgency", false, 0, FIRST).of(rows);
        return JsonAnswers.ok(new Tonight(source.now().toString(), snapshot.at().equals(Instant.MIN)
                ? ""
                : snapshot.at().toString(), snapshot.late(), verdicts.get(), source.server().getDepth(),
                source.server().getBytes(), rows.size(), first.groups(), first.rows(), batches(),
                source.server().getScheduleProblems(), source.server().getHolds()));
    }

    private List<BatchRow> batches() {
        List<BatchRow> all = source.server().listBatches();
        return all.reversed().stream().limit(BATCHES).toList();
    }

    WebAnswer night(WebRequest request) {
        Params params = Params.of(request);
        Instant from = params.time("from", source.now().minus(BEFORE));
        Instant to = params.time("to", source.now().plus(AFTER));
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("from " + from + " to " + to + "; expected up to " + LONGEST.toDays()
                    + " days, from before to");
        }
        return JsonAnswers.ok(Timeline.of(source, from, to, params.number("bars", USUAL_BARS, 1, MOST_BARS)));
    }

    WebAnswer whatIf(WebRequest request) {
        NightChange change = JsonAnswers.read(request.body(), WhatIf.class).change();
        return JsonAnswers.ok(planner.run(
                () -> NightVerdict.of(source.night(change, false), source.zone(), source.now())));
    }

    /** What is told when something has changed. @param sessions no more than so many */
    Brief brief(int sessions) {
        List<SessionRow> all = source.snapshot().sessions();
        return new Brief(source.now().toString(), source.server().getDepth(),
                source.server().getScheduleProblems().size(),
                all.stream().limit(sessions).map(s -> new Line(s.site(), source.calls().row(s.site(), s.link()),
                        s.began(), s.done(), s.size(), s.end(), s.envelopes())).toList(),
                Math.max(0, all.size() - sessions), batches().stream().limit(2).toList());
    }
}
