package org.packetboat.app.web.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;

/**
 * All about one site.
 *
 * @param domains  what its route serves, as written
 * @param rate     what the line is expected to carry, in bytes per second
 * @param since    what happened since the start
 * @param windows  its openings of the next two weeks
 * @param waiting  its domains with mail
 * @param queue    the first envelopes of these
 * @param calls    of the last two weeks, the latest first
 * @param took     what they took, by night
 * @param advice   what to do about what went wrong last; empty if nobody knows
 */
public record SiteDetail(SiteRow site, List<String> domains, long rate, int cost, List<String> servers,
        List<SiteItem> since, List<WindowOpening> windows, List<DomainItem> waiting, List<EnvelopeRow> queue,
        List<Call> calls, List<NightUse> took, String advice) {
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final int MOST_DOMAINS = 20;
    private static final int MOST_ENVELOPES = 50;
    private static final int MOST_CALLS = 60;
    private static final int MOST_LOOKED_AT = 20_000;

    /** A call. @param wire bytes on the line, both ways */
    public record Call(String begin, String end, String row, String direction, int envelopes, long bytes, long wire,
            String how, boolean failed) {
        static Call of(PastCall c) {
            return new Call(c.begin().toString(), c.end().toString(), c.row(), c.direction(), c.envelopes(), c.bytes(),
                    c.wire(), c.how(), c.failed());
        }
    }

    /** @return empty if there is no such site */
    public static Optional<SiteDetail> of(BoardSource source, SiteRows rows, String name) {
        return rows.row(name).map(row -> of(source, row));
    }

    private static SiteDetail of(BoardSource source, SiteRow row) {
        Instant now = source.now();
        BoardSnapshot snapshot = source.snapshot();
        Optional<Route> route = source.routes().stream().filter(r -> r.site().equals(row.site())).findFirst();
        boolean unserved = row.state().equals(SiteCondition.NO_ROUTE.word());
        List<DomainItem> waiting = snapshot.domains().stream()
                .filter(d -> unserved ? d.domain().equals(row.site()) : d.site().equals(row.site()))
                .limit(MOST_DOMAINS).toList();
        List<PastCall> past = past(source, now, call -> call.site().equals(row.site())
                || call.site().startsWith(row.site() + "/"));
        List<Call> calls = past.stream().limit(MOST_CALLS).map(Call::of).toList();
        return new SiteDetail(row,
                route.map(r -> r.domains().stream().map(DomainPattern::text).limit(MOST_DOMAINS).toList())
                        .orElse(List.of()),
                route.map(Route::rate).orElse(0L), route.map(Route::cost).orElse(0),
                route.map(Route::servedBy).orElse(List.of()),
                snapshot.sites().stream().filter(s -> s.site().equals(row.site())).toList(),
                route.map(r -> WindowOpening.of(List.of(r), now, now.plus(AHEAD))).orElse(List.of()), waiting,
                queue(source, waiting), calls, NightUse.of(past, source.zone()), advice(row, calls));
    }

    private static List<EnvelopeRow> queue(BoardSource source, List<DomainItem> waiting) {
        List<EnvelopeRow> queue = new ArrayList<>();
        for (DomainItem domain : waiting) {
            int room = MOST_ENVELOPES - queue.size();
            if (room > 0) queue.addAll(source.server().listEnvelopes(domain.domain(), room));
        }
        return queue;
    }

    /** The latest first. */
    private static List<PastCall> past(BoardSource source, Instant now, Predicate<PastCall> ofSite) {
        return source.calls().between(now.minus(AHEAD), now.plusSeconds(1), MOST_LOOKED_AT, ofSite).reversed();
    }

    private static String advice(SiteRow row, List<Call> calls) {
        return Troubleshooting.about(row.why())
                .or(() -> calls.stream().findFirst().filter(Call::failed).flatMap(c -> Troubleshooting.about(c.how())))
                .orElse("");
    }
}
