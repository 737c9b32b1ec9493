package org.packetboat.app.web.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.schedules.plan.question.PlanServer;

/**
 * A stretch of time as a timeline: windows, what was planned, and what was done.
 *
 * @param now      by the server's clock
 * @param begins   since when calls are remembered; empty if none are yet
 * @param planned  when the plan in force was made; empty if there is none
 * @param complete whether no call was left out since there were too many
 */
public record Timeline(String now, String from, String to, String begins, String planned, List<Row> rows,
        List<WindowOpening> windows, List<Bar> plan, List<Bar> calls, boolean complete) {
    private static final int MOST_CALLS = 20_000;

    /** @param kind {@code server} or, where calls overlap, {@code link} @param links that it calls over */
    public record Row(String name, String kind, String links) {}

    /** @param bars how many bars there may be of what was planned, and how many of what was done */
    public static Timeline of(BoardSource source, Instant from, Instant to, int bars) {
        List<PastCall> past = source.calls().between(from, to, MOST_CALLS);
        List<Bar> calls = new ArrayList<>(past.stream().map(Timeline::bar).toList());
        source.snapshot().sessions().forEach(session -> running(source, session, from, to, calls));
        Duration span = Duration.between(from, to);
        List<Bar> plan = source.plans().between(from, to).stream()
                .map(call -> new Bar(call.row(), call.begin().toString(), call.end().toString(), "planned", call.site(),
                        1, call.bytes(), "", 0, 0))
                .toList();
        return new Timeline(source.now().toString(), from.toString(), to.toString(),
                source.calls().begins().map(Instant::toString).orElse(""),
                source.plans().at().map(Instant::toString).orElse(""), rows(source.servers(), calls),
                WindowOpening.of(source.routes(), from, to), Bars.fewer(plan, span, bars),
                Bars.fewer(calls, span, bars),
                past.size() < MOST_CALLS);
    }

    private static Bar bar(PastCall call) {
        String state = call.direction().equals("missed") ? "missed" : call.failed() ? "failed" : "done";
        return new Bar(call.row(), call.begin().toString(), call.end().toString(), state, call.site(), 1,
                state.equals("missed") ? call.envelopes() : call.bytes(), call.how(), 0, 0);
    }

    private static void running(BoardSource source, SessionRow session, Instant from, Instant to, List<Bar> calls) {
        if (!Instant.parse(session.began()).isBefore(to) || source.now().isBefore(from)) return;
        calls.add(new Bar(source.calls().row(session.site(), session.link()), session.began(), session.end(),
                "running", session.site(), 1, session.bytes(), "", session.done(), session.size()));
    }

    private static List<Row> rows(List<PlanServer> servers, List<Bar> calls) {
        Map<String, Row> rows = new LinkedHashMap<>();
        servers.forEach(server -> rows.put(server.name(), new Row(server.name(), "server", String.join(", ",
                server.lines().stream().flatMap(line -> line.links().stream()).toList()))));
        calls.stream().map(Bar::row).filter(name -> !name.isEmpty()).sorted()
                .forEach(name -> rows.computeIfAbsent(name, _ -> new Row(name, "link", "")));
        return List.copyOf(rows.values());
    }
}
