package org.packetboat.app.planning;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.packetboat.connectors.jmx.LoadRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.connectors.jmx.row.DataRow;
import org.packetboat.connectors.jmx.row.MadeCallRow;
import org.packetboat.connectors.jmx.row.OfferRow;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.BothOpen;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.schedules.night.MonthlyShares;
import org.packetboat.schedules.plan.print.Words;

/**
 * What waits in a running server, by site, with all that its own timetable knows of it.
 *
 * @param rows     what waits for sites
 * @param unrouted what waits for domains that no route serves, in words; such mail can't be planned
 * @param notes    what else is not planned, in words
 * @param made     the calls of the last day that count against limits
 * @param offered  large mail that nobody has asked for yet: no call is planned for it
 */
public record WaitingLoads(List<LoadRow> rows, List<String> unrouted, List<String> notes, List<MadeCall> made,
        List<OfferRow> offered) {
    /** Nobody was asked. */
    public static final WaitingLoads NOTHING = new WaitingLoads(List.of(), List.of(), List.of(), List.of());

    /** Nothing was offered. */
    public WaitingLoads(List<LoadRow> rows, List<String> unrouted, List<String> notes, List<MadeCall> made) {
        this(rows, unrouted, notes, made, List.of());
    }

    /** Asks a running server. */
    public static WaitingLoads of(ServerMXBean server) {
        List<LoadRow> rows = server.listLoads();
        List<String> unrouted = server.listDomains().stream().filter(row -> row.site().isEmpty() && row.depth() > 0)
                .map(row -> "domain " + row.domain() + ": " + row.depth()
                        + " waiting, which no route serves; add a route "
                        + "for it to a schedule file, or delete the mail")
                .toList();
        List<String> busy = server.listSessions().stream().map(SessionRow::site).distinct()
                .map(site -> "site " + site + ": in a session now; what is left for it is not planned").toList();
        return new WaitingLoads(rows, unrouted, busy,
                told(server::listMadeCalls).stream().map(MadeCallRow::call).toList(),
                told(server::listOffers));
    }

    /** A server of an earlier version does not tell. */
    private static <T> List<T> told(Supplier<List<T>> rows) {
        try {
            return rows.get();
        } catch (UndeclaredThrowableException e) {
            if (e.getCause() instanceof IOException) throw e; // it is gone
            return List.of();
        }
    }

    /** How many sites nobody has looked through yet since the start, in words: their mail may be late. */
    public Optional<String> unseen() {
        long sites = rows.stream().filter(row -> row.by().equals(SiteLoad.UNKNOWN.toString())).count();
        return Optional
                .of(sites + (sites == 1 ? " site" : " sites") + " not looked through yet since the start: mail for "
                        + (sites == 1 ? "it" : "them")
                        + " may be late, and is planned as soon as can be; ask again soon")
                .filter(_ -> sites > 0);
    }

    /** Large mail that nobody has asked for yet, in words, a line for each site. */
    public List<String> unasked() {
        return offered.stream().map(row -> "site " + row.site() + ": " + row.mails() + (row.mails() == 1
                ? " large mail (" + Words.size(row.bytes()) + ") was offered, and waits until somebody asks for it"
                : " large mails (" + Words.size(row.bytes()) + ") were offered, and wait until somebody asks for them"))
                .toList();
    }

    /** When the first mail of each site is returned to its sender. */
    public Map<String, Instant> returned() {
        Map<String, Instant> ends = new HashMap<>();
        rows.forEach(row -> bound(row.ends()).ifPresent(at -> ends.merge(call(row), at, WaitingLoads::earlier)));
        return ends;
    }

    /** The loads of these routes, as for a timetable; one that finds its hosts in DNS counts as one site. */
    public List<SiteLoad> loads(List<Route> routes, Instant now) {
        Map<String, List<LoadRow>> bySite = rows.stream().filter(row -> row.bytes() > 0)
                .collect(Collectors.groupingBy(WaitingLoads::route));
        return MonthlyShares.of(routes.stream().filter(route -> bySite.containsKey(route.site()))
                .flatMap(route -> loads(route, bySite.get(route.site()))).toList(), now);
    }

    /** One for each grade of its mail, and for large mail. */
    private static Stream<SiteLoad> loads(Route route, List<LoadRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(WaitingLoads::call, TreeMap::new, Collectors.toList()))
                .values().stream().map(some -> load(within(route, some.getFirst()), some));
    }

    private static Route within(Route route, LoadRow row) {
        Window graded = route.terms().grades().all().stream()
                .filter(grade -> String.valueOf(grade.below()).equals(row.below())).findFirst().map(MailGrade::own)
                .orElse(Window.ALWAYS);
        Window large = route.terms().large().filter(_ -> SiteLoad.isLarge(row.site())).map(LargeMail::ownWindow)
                .orElse(Window.ALWAYS);
        Window own = BothOpen.of(large, graded);
        return own == Window.ALWAYS ? route : route.within(BothOpen.of(route.window(), own));
    }

    /** What a plan calls it. */
    private static String call(LoadRow row) {
        return SiteLoad.site(row.site()).equals(row.site()) ? route(row) : row.site();
    }

    private static SiteLoad load(Route route, List<LoadRow> rows) {
        return new SiteLoad(call(rows.getFirst()), route, rows.stream().mapToLong(LoadRow::bytes).sum(),
                mails(route, rows),
                Map.of(),
                rows.stream().flatMap(row -> bound(row.by()).stream()).reduce(Instant.MAX, WaitingLoads::earlier),
                rows.stream().map(row -> bound(row.from()).orElse(Instant.MIN)).reduce(Instant.MAX,
                        WaitingLoads::earlier),
                Set.copyOf(rows.getFirst().able()), rows.stream().allMatch(LoadRow::failing))
                .with(rows.getFirst().data().stream().map(DataRow::use).toList());
    }

    /** Of a route that finds its hosts in DNS, those of the domain with most: its rate is for each domain. */
    private static long mails(Route route, List<LoadRow> rows) {
        LongStream each = rows.stream().mapToLong(LoadRow::mails);
        return route.transport().perDomain() ? each.max().orElse(1) : each.sum();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static String route(LoadRow row) {
        String site = SiteLoad.site(row.site());
        int slash = site.indexOf('/');
        return slash < 0 ? site : site.substring(0, slash);
    }

    private static Optional<Instant> bound(String time) {
        return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
    }
}
