package org.packetboat.app.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.app.planning.NightAnswer;
import org.packetboat.app.planning.NightChange;
import org.packetboat.app.planning.Planning;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.HealthFacts;
import org.packetboat.app.web.board.PlanMemory;
import org.packetboat.app.web.board.BoardSnapshot;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.book.PastCalls;
import org.packetboat.app.web.book.PlannedCalls;
import org.packetboat.app.web.book.CallFiles;
import org.packetboat.app.web.book.RecentEvents;
import org.packetboat.app.web.report.NightReports;
import org.packetboat.app.web.report.ReportBook;
import org.packetboat.app.web.report.ReportTimes;
import org.packetboat.app.web.report.ReturnedMail;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.cluster.MachineRow;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.connectors.jmx.fleet.BranchRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanLine;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/**
 * A head office in the middle of its night, with so many branches in three windows and three lines: a third has had its
 * mail, some can't be reached, some are called, the others wait. The planner is the real one.
 */
public final class FakeBoard implements BoardSource, AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-29T04:37:00Z");
    private static final Instant EAST = Instant.parse("2026-11-29T03:00:00Z");
    private static final List<String> CITIES = List.of("albany", "st-louis", "omaha", "denver", "boston", "new-york",
            "raleigh", "orlando", "tampa", "houston", "austin", "tulsa", "chicago", "detroit", "cleveland", "memphis",
            "seattle", "portland", "oakland", "fresno", "reno", "boise", "tucson", "el-paso", "laredo", "mobile",
            "macon", "toledo", "akron", "dayton", "peoria");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAIL = 840_000;
    /** One after the other on a line. */
    private static final long EVERY = 740;
    private static final int RATE = 240;

    public final FakeServer server = new FakeServer();
    public final PastCalls calls;
    final RecentEvents events = new RecentEvents();
    final PlanMemory plans;
    final AuditBook audit;
    public final ReportBook book;
    public final ReturnedMail returned = new ReturnedMail();
    /** When it is. */
    public volatile Instant now = NOW;
    /** Whether the node does not answer. */
    public volatile boolean late;
    private final List<Route> routes = new ArrayList<>();
    private final EventJson json = new EventJson(new Domain("hub.example.com"));
    private final Planner planner = new Planner(PlannerSettings.USUAL.withEffort(20_000));
    private final List<String> waiting = new ArrayList<>();
    private final List<BranchRow> branches = new ArrayList<>();

    public FakeBoard(Path folder, int sites) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        calls = new PastCalls(new CallFiles(folder.resolve("calls")), Instant.EPOCH);
        plans = new PlanMemory(new PlannedCalls(new CallFiles(folder.resolve("plans"))), () -> now);
        audit = Api.audit(folder.resolve("audit.jsonl"));
        book = new ReportBook(folder.resolve("reports"));
        calls.ask(answer -> answer.accept(IntStream.range(0, sites)
                .mapToObj(i -> new BusyServer("line-" + line(i), name(i), NOW)).toList()));
        IntStream.range(0, sites).forEach(this::branch);
        List<String> left = List.copyOf(waiting);
        waiting.clear();
        routes.forEach(route -> waiting.add(route.site()));
        answer(EAST.minusSeconds(60), NightChange.NONE, false).schedule()
                .ifPresent(s -> plans.hear(new Planning.Planned(EAST.minusSeconds(60), s)));
        waiting.clear();
        waiting.addAll(left);
        night(NightChange.NONE, false).schedule().ifPresent(s -> plans.hear(new Planning.Planned(NOW, s)));
        server.batches.add(new BatchRow("spring-prices", EAST.minus(HOUR).toString(), sites, 0, 0, 0, 0, "", 0));
        server.batches.set(0, batchRow("spring-prices", sites));
        server.problems.add("packetboat.yaml:9:17: http.listen: can't listen on 127.0.0.1:8025");
        server.text = "From: prices@hub.example.com\r\nSubject: Spring prices\r\nMessage-ID: <p1@hub.example.com>\r\n"
                + "\r\nBread 1.20\r\n";
    }

    private BatchRow batchRow(String name, int sites) {
        return new BatchRow(name, EAST.minus(HOUR).toString(), sites,
                count("waiting") + count("sending") + count("overdue"),
                count("delivered") + count("late"), count("late"), count("failed"), "",
                count("relayed"));
    }

    private long count(String state) {
        return server.batch.stream().filter(b -> b.state().equals(state)).count();
    }

    static String name(int i) {
        return i < CITIES.size() ? CITIES.get(i) : "branch-" + i;
    }

    /** Neighbours in a window are called over different lines. */
    private static int line(int i) {
        return i / 3 % 3 + 1;
    }

    private static Instant opens(int i) {
        return EAST.plus(HOUR.multipliedBy(i % 3));
    }

    /** The first two have trouble, the next are called, of the others who opened first is through. */
    private void branch(int i) {
        String site = name(i);
        String domain = site + ".example.com";
        String window = List.of("east", "central", "west").get(i % 3);
        Instant opens = opens(i);
        routes.add(new Route(site, List.of(new DomainPattern.Exactly(new Domain(domain))),
                OpenTimes.of(IntStream.range(0, 15).mapToObj(d -> opens.plus(Duration.ofDays(d)))
                        .map(at -> new Interval(at, at.plus(HOUR))).toArray(Interval[]::new)),
                window, "modem", new Transport.Maildir("x"), 2, Duration.ofMinutes(1), Duration.ofDays(5),
                AtClose.CUT, RATE));
        boolean failing = i == 0 || i == 4;
        Instant begin = opens.plusSeconds(EVERY * (i / 9 % 6) + 11L * (i % 7));
        boolean called = !failing && begin.isBefore(NOW) && begin.plusSeconds(EVERY).isAfter(NOW) && i < 60;
        boolean through = !failing && !called && begin.isBefore(NOW) && i % 50 != 3;
        if (through || failing) call(site, begin, failing);
        String state = through ? "delivered" : failing ? "overdue" : called ? "sending" : "waiting";
        server.batch.add(new BatchSiteRow(domain, site, state, 1, called ? 512_400 : 0, MAIL,
                "2026-11-29T06:00:00Z", through ? "" : opens.plus(HOUR).toString(),
                through ? begin.plusSeconds(700).toString() : "", failing ? "451 4.4.1 no carrier" : "",
                "1PNWW40" + (char) ('A' + i % 20) + ".0"));
        if (!through) waits(i, site, domain, called, failing);
        if (i % 5 != 3) branches.add(report(i, site));
        if (called) session(site, begin);
        Instant next = opens.plus(HOUR).isAfter(NOW) ? opens : opens.plus(Duration.ofDays(1));
        server.sites.add(new SiteItem(site, "modem", window, next.isAfter(NOW) ? "unavailable" : "open", 2,
                next.toString(), next.toEpochMilli(), next.plus(HOUR).toString(), next.plus(HOUR).toEpochMilli(),
                through ? 0 : 1, called, failing ? "451 4.4.1 no carrier" : "", 3, 2, failing ? 1 : 0, 0, 3, 0,
                failing ? 2 : 0, 210, 1_920_000, 386_000, 4, failing ? 1 : 0, 1, 3, 210));
    }

    /** Of those that tell how they are, the first is silent, the next is out of disk, another's clock is off. */
    private static BranchRow report(int i, String site) {
        Instant heard = i == 0 ? NOW.minus(Duration.ofDays(4)) : NOW.minusSeconds(900L + 60L * (i % 40));
        return new BranchRow(site, heard.toString(), heard.toEpochMilli(), i == 0 ? 4 : i % 7 == 6 ? 1 : 0,
                i % 3 == 0 ? "0.1.0" : "0.2.0", i == 1 ? 41_000_000 : 48_211_000_000L, i % 4, i % 4 * 3_600L,
                i == 2 ? 812 : -2, i == 5 ? "" : heard.toString(), i == 1 ? 2 : 0,
                i == 1 ? "41 MB are free on the disk of the queue, less than 100 MB (queue-minfree)" : "",
                i == 0
                        ? "site " + site + " has been silent for 4 windows, since " + heard
                        : i == 2 ? "the clock of site " + site + " is 812 s ahead" : "",
                "");
    }

    private void waits(int i, String site, String domain, boolean called, boolean failing) {
        waiting.add(site);
        String arrived = EAST.minus(HOUR).plusSeconds(i % 60).toString();
        server.domains.add(new DomainItem(domain, site, called ? "sending" : failing ? "resting" : "closed", 2, 1, MAIL,
                arrived, 0, "", -1, "", -1, failing ? "451 4.4.1 no carrier" : "",
                i == 0 ? "its window closes before it can be sent" : ""));
        server.envelopes.add(new EnvelopeRow("1PNWW4" + String.format("%02d", i % 100) + ".0", domain,
                "prices@hub.example.com", List.of("desk@" + domain), 0, MAIL, arrived, arrived,
                EAST.plus(Duration.ofDays(5)).toString(), failing ? 3 : 0, false, "spring-prices",
                failing ? "451 4.4.1 no carrier" : "", "", ""));
    }

    private void session(String site, Instant begin) {
        server.sessions.add(new SessionRow(site, "modem", begin.toString(), 0, 0, "1PNWW402F.0",
                512_400, MAIL, begin.plusSeconds(735).toString(), "/dev/ttyS0", "5551234", "calling", 240, 10_000, 300,
                0, 1,
                "zstd", 96, false));
        calls.on(new StatusEvent.SessionOpened(begin, site, "modem"));
    }

    private void call(String site, Instant begin, boolean failing) {
        calls.on(new StatusEvent.SessionOpened(begin, site, "modem"));
        calls.on(new StatusEvent.SessionEnded(begin.plusSeconds(failing ? 61 : 640 + site.length() * 6), site, "modem",
                Duration.ofSeconds(failing ? 61 : 640 + site.length() * 6), failing ? 0 : 1, failing ? 0 : MAIL,
                failing ? "unreached: 451 4.4.1 no carrier" : "finished",
                SessionFigures.NONE.withWire(168_700, 2_300)));
        if (failing && begin.plus(HOUR).isBefore(NOW))
            calls.on(new StatusEvent.WindowMissed(begin.plus(HOUR), site, 1,
                    Optional.of(new Reply(451, "4.4.1", "no carrier"))));
    }

    /** The night before the site was called, which cost something. */
    void chargedYesterday(String site, Money cost) {
        Duration lasted = Duration.ofMinutes(11);
        calls.on(new StatusEvent.SessionEnded(NOW.minus(Duration.ofDays(1)), site, "modem", lasted, 1, MAIL, "finished",
                SessionFigures.NONE.withWire(161_200, 2_300), Optional.of(cost)));
    }

    /** What its nights come to. */
    public NightReports reports() {
        return new NightReports(this, book, returned, new ReportTimes(() -> routes, zone(), Optional.empty()));
    }

    /** The same as pages and API show it. */
    Api api() {
        return new Api(this, reports(), Optional.of(new FakeUsage()), new FakeProvisions());
    }

    /** From now on, what waits for a site is this mail alone. @param mail of those that were handed over, from 0 */
    public void waitsOnly(String site, int mail) {
        server.envelopes.removeIf(e -> e.domain().startsWith(site + "."));
        server.envelopes.add(new EnvelopeRow("1PNWX" + mail + ".0", site + ".example.com", "",
                List.of("anna@" + site + ".example.com"), 0, MAIL, now.toString(), now.toString(),
                now.plus(Duration.ofDays(5)).toString(), 0, false, "", "", "", ""));
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public ZoneId zone() {
        return ZoneId.of("America/Los_Angeles");
    }

    @Override
    public BoardSnapshot snapshot() {
        return new BoardSnapshot(NOW, late, server.sites, server.domains, server.sessions);
    }

    @Override
    public ServerMXBean server() {
        return server;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<PlanServer> servers() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new PlanServer("line-" + i, List.of(new PlanLine("l" + i, List.of("modem"))))).toList();
    }

    @Override
    public PlanMemory plans() {
        return plans;
    }

    @Override
    public NightAnswer night(NightChange change, boolean remedies) {
        server.passGate();
        return answer(NOW, change, remedies);
    }

    private NightAnswer answer(Instant now, NightChange change, boolean remedies) {
        List<PlanSite> sites = routes.stream().filter(r -> waiting.contains(r.site())).limit(200)
                .map(r -> PlanSite.of(r, MAIL / 5, new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0)))
                .toList();
        PlanQuestion question = new PlanQuestion(now, new Interval(now, now.plus(Duration.ofHours(12))), sites,
                servers());
        return NightAnswer.of(change.of(question), Map.of(), planner, remedies);
    }

    @Override
    public PastCalls calls() {
        return calls;
    }

    @Override
    public RecentEvents events() {
        return events;
    }

    @Override
    public AuditBook audit() {
        return audit;
    }

    @Override
    public HealthFacts health() {
        return new HealthFacts(new HealthFacts.Disk(12_400_000_000L, 100_000_000), new HealthFacts.Memory(90_000_000,
                256_000_000), 1, Optional.of(new HealthFacts.Kafka("reading", 12, 4_711, 0, "")),
                List.of(new HealthFacts.Certificate("hub.crt", "2026-12-09T00:00:00Z")),
                List.of(new HealthFacts.LinkFacts("modem", "st-louis", 31, 2_604_000, "albany 03:02 no carrier",
                        "port=/dev/ttyS0")),
                Optional.of(new HealthFacts.Hub("pacific", "hub-a", "hub-a", 7, true, List.of(
                        new MachineRow("hub-a", "OWNING", true, 7, 81_204, 0, 0, now().toString()),
                        new MachineRow("hub-b", "READING", false, 7, 81_190, 14, 1, now().toString())))));
    }

    @Override
    public List<BranchRow> branches() {
        return branches;
    }

    @Override
    public byte[] json(StatusEvent event) {
        return json.writeWithoutId(event);
    }

    @Override
    public void close() {
        calls.close();
        plans.close();
    }
}
