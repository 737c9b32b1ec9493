package org.packetboat.schedules.night;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.forward.DeadLine;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.Timetable;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanLine;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Terms;

/** From what waits to who calls whom: the planner's question, with what earlier sessions have shown, and its answer. */
public final class NightPlan {
    private static final Duration HORIZON = Duration.ofDays(1);
    /** A plan made during the night is soon replaced: a tenth of the usual effort is enough. */
    private static final long EFFORT = 300_000;
    /** No site has such a name: there is a space in it. */
    private static final String IN_SESSION = "in session at ";
    /** How long a session that should be over by now is taken to go on, at least, in milliseconds. */
    private static final long SHORTEST = 10_000;

    private NightPlan() {}

    /** These servers, with what each may call over: its own links, and those that are nobody's. */
    public static List<PlanServer> servers(List<Server> servers, Set<String> links) {
        Set<String> owned = servers.stream().flatMap(s -> s.links().stream()).collect(Collectors.toSet());
        return servers.stream().map(s -> {
            List<String> carried = links.stream().filter(l -> !owned.contains(l) || s.links().contains(l)).sorted()
                    .toList();
            return new PlanServer(s.name(), List.of(new PlanLine(s.name() + "-line", carried)));
        }).toList();
    }

    /** The same without lines that are believed dead. */
    public static List<PlanServer> alive(List<PlanServer> servers, List<DeadLine> dead) {
        return servers.stream().map(server -> {
            Set<String> gone = dead.stream().filter(line -> line.server().equals(server.name())).map(DeadLine::link)
                    .collect(Collectors.toSet());
            return new PlanServer(server.name(),
                    server.lines().stream().filter(line -> line.links().isEmpty() || !gone.containsAll(line.links()))
                            .map(line -> new PlanLine(line.name(),
                                    line.links().stream().filter(l -> !gone.contains(l)).toList()))
                            .toList());
        }).toList();
    }

    /** A route's site, by what earlier sessions have shown; where they have shown too little, by what is supposed. */
    public static PlanSite site(String name, Route route, long bytes, Calling supposed, double compression,
            History history) {
        var seen = history.of(SiteLoad.site(name));
        LineRate rate = atMost(route, seen.rate(route.rate()));
        Load load = new Load(bytes, seen.compression(compression), rate);
        PlanSite site = new PlanSite(name, route.window(), route.windowName(), route.link(), load,
                seen.calling(supposed, route.rate()), Terms.NONE).within(Allowance.of(SiteLoad.site(name), route, 1));
        if (route.resumes()) site = site.resumable();
        return route.servedBy().isEmpty() ? site : site.servedBy(route.servedBy());
    }

    /** Sessions before may have been faster than a throttle that was set since lets them be. */
    private static LineRate atMost(Route route, LineRate seen) {
        return route.terms().throttle().filter(most -> most < seen.bytesPerSecond()).map(LineRate::nominal)
                .orElse(seen);
    }

    /**
     * The plan for what waits; none if nothing does. Where not all can be served, sites that failed last are left out:
     * nobody who answers is to be missed for one that does not. They are called when a server has nothing better to do.
     *
     * @throws IllegalStateException if the planner made one that does not hold
     */
    static Optional<Schedule> schedule(NightState state, List<PlanServer> servers, Expected expected, Instant now) {
        List<SiteLoad> near = MonthlyShares.of(state.loads(), now).stream()
                .filter(load -> load.from().isBefore(now.plus(HORIZON))).toList();
        List<SiteLoad> well = near.stream().filter(load -> !load.failing()).toList();
        if (near.isEmpty()) return Optional.empty();
        PlanAnswer all = answer(state.with(near), servers, expected, now);
        boolean leavesOut = all instanceof PlanAnswer.DoesNotFit && !well.isEmpty() && well.size() < near.size();
        return usable(leavesOut ? answer(state.with(well), servers, expected, now) : all);
    }

    /** Whether a plan can have a place for it: not if it rests, or its window is shut, for longer than that. */
    static boolean isForThisPlan(SiteLoad load, Instant now) {
        Instant opens = load.route().window().from(load.from().isAfter(now) ? load.from() : now).map(Interval::open)
                .orElse(Instant.MAX);
        return opens.isBefore(now.plus(HORIZON)) && load.from().isBefore(now.plus(HORIZON));
    }

    /** @throws IllegalStateException if it may not be used: then the plan before stays in force */
    static Optional<Schedule> usable(PlanAnswer answer) {
        return switch (answer) {
            case PlanAnswer.Fits(Schedule schedule) -> Optional.of(schedule);
            case PlanAnswer.DoesNotFit(Schedule schedule, var _, var _, var _) -> Optional.of(schedule);
            case PlanAnswer.DoesNotHold wrong -> throw new IllegalStateException(wrong.said());
            case PlanAnswer.Unanswerable _ -> Optional.empty();
        };
    }

    private static PlanAnswer answer(NightState state, List<PlanServer> servers, Expected expected, Instant now) {
        List<PlanSite> all = Stream.concat(state.loads().stream().map(load -> site(load, servers, expected, now)),
                inSession(state.busy(), servers, now)).toList();
        return new Planner(PlannerSettings.USUAL.withEffort(EFFORT))
                .planOnly(new PlanQuestion(now, new Interval(now, now.plus(HORIZON)), all, servers, made(state, now)));
    }

    /** The calls made before, with those under way as long as they should last: their minutes are used up, too. */
    private static List<MadeCall> made(NightState state, Instant now) {
        return state.made().stream().map(call -> !call.underWay()
                ? call
                : state.busy().stream().filter(session -> Callee.site(session.site()).equals(call.callee().site()))
                        .map(session -> end(session, now)).max(Comparator.naturalOrder()).map(call::until).orElse(call))
                .toList();
    }

    /** When a session should be over, as far as this plan reaches. */
    private static Instant end(BusyServer session, Instant now) {
        Instant most = now.plus(HORIZON).minusSeconds(1);
        return session.until().isBefore(most) ? session.until() : most;
    }

    /** What servers are busy with: each session stands for a site that this server has to serve from now to its end. */
    private static Stream<PlanSite> inSession(List<BusyServer> busy, List<PlanServer> servers, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        return busy.stream().flatMap(session -> servers.stream()
                .filter(server -> server.name().equals(session.server()) && !server.lines().isEmpty())
                .map(server -> {
                    long millis = Math.max(SHORTEST, Duration.between(from, end(session, now)).toMillis());
                    String link = server.lines().getFirst().links().stream().findFirst().orElse("any");
                    return new PlanSite(IN_SESSION + server.name(),
                            OpenTimes.of(new Interval(from, from.plusMillis(millis))), "session", link,
                            new Load(millis, Load.UNCOMPRESSED, LineRate.nominal(1000)), Calling.FREE, Terms.NONE)
                            .servedBy(List.of(server.name()));
                }));
    }

    /** What is late already is sent all the same, and as soon as it can be, whatever the hour costs. */
    private static PlanSite site(SiteLoad load, List<PlanServer> servers, Expected expected, Instant now) {
        PlanSite site = waiting(load, servers, expected, now);
        if (!load.by().isAfter(now)) return site.howeverLate().atAnyPrice();
        return load.by().isBefore(now.plus(HORIZON)) ? site : site.howeverLate();
    }

    /** A site with what waits for it, by its terms: not before it is due and has rested, there by its deliver-by. */
    public static PlanSite waiting(SiteLoad load, List<PlanServer> servers, Expected expected, Instant now) {
        PlanSite any = site(load.name(), load.route(), Math.max(1, load.bytes()), expected.calling(),
                expected.compression(), expected.history());
        PlanSite site = any.servedBy(able(load, servers))
                .within(Allowance.of(SiteLoad.site(load.name()), load.route(), Math.max(1, load.mails()))
                        .including(load.data().stream().mapToLong(DataUse::left).min().orElse(0)));
        if (load.from().isAfter(now)) site = site.notBefore(load.from());
        if (load.by().equals(SiteLoad.UNKNOWN)) return site.howeverLate().atAnyPrice();
        return load.by().equals(Instant.MAX) ? site : site.deliverBy(load.by());
    }

    /** Those that may call it; none stands for any. A server whose line is dead is left out. */
    private static List<String> able(SiteLoad load, List<PlanServer> servers) {
        if (load.able().size() == servers.size()) return List.of();
        return servers.stream().map(PlanServer::name).filter(load.able()::contains).toList();
    }

    /**
     * What servers follow, of several calls to a site the first; nothing if nobody has to be put in order, or to be
     * told which hour is cheap.
     */
    static Timetable timetable(Schedule schedule) {
        boolean costs = schedule.sites().stream().anyMatch(site -> site.charge().isPresent());
        if (schedule.sites().size() < 2 && !costs) return Timetable.NONE;
        Map<String, Timetable.Turn> turns = new HashMap<>();
        Map<String, Instant> next = new HashMap<>();
        List<SitePlan> lastFirst = schedule.sites().stream().filter(s -> !s.name().startsWith(IN_SESSION))
                .sorted(Comparator.comparing(SitePlan::start).reversed()).toList();
        for (SitePlan site : lastFirst) {
            Instant latest = site.start().plus(site.slack());
            Instant before = next.getOrDefault(site.server(), Instant.MAX);
            Instant forNext = before.equals(Instant.MAX)
                    ? latest
                    : before.minus(Duration.between(site.start(), site.calls().getFirst().end()));
            Instant forAll = forNext.isBefore(latest) ? forNext : latest;
            next.put(site.server(), forAll);
            turns.put(SiteLoad.site(site.name()), new Timetable.Turn(site.server(), site.start(), latest, forAll,
                    Duration.between(site.start(), site.calls().getFirst().end()), site.since().orElse(Instant.MIN)));
        }
        return new Timetable(turns);
    }
}
