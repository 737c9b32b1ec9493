package org.packetboat.app.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.night.NightPlan;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/**
 * Divides the routes that are pinned to nobody among the servers of a hub with several machines. It is the plan of a
 * night in which each site gets the same, in a week that is always the same one: so every machine with the same files
 * comes to the same answer, and none has to ask another.
 */
final class Division {
    private static final Instant WEEK = Instant.parse("2026-01-05T00:00:00Z");
    private static final long EACH = 64 * 1024;

    private final List<HubServer> servers;

    Division(List<HubServer> servers) {
        this.servers = servers;
    }

    /** The routes, each with the servers that may call it by preference. @param links all that there are */
    List<Route> of(List<Route> routes, Set<String> links) {
        if (servers.stream().allMatch(HubServer::isHere)) return routes;
        List<PlanServer> all = NightPlan.servers(servers.stream().map(HubServer::server).toList(), links);
        Map<String, String> planned = new HashMap<>();
        schedule(routes, all).forEach(site -> planned.put(site.name(), site.server()));
        return routes.stream().map(r -> r.servedBy().isEmpty() && !r.transport().perDomain()
                ? r.servedBy(order(r, planned, all))
                : r).toList();
    }

    private static List<SitePlan> schedule(List<Route> routes, List<PlanServer> servers) {
        List<PlanSite> sites = routes.stream().filter(r -> !r.transport().perDomain())
                .map(r -> NightPlan.site(r.site(), r, EACH, Calling.FREE, Load.UNCOMPRESSED, new History())).toList();
        if (sites.isEmpty()) return List.of();
        PlanQuestion question = new PlanQuestion(WEEK, new Interval(WEEK, WEEK.plus(Duration.ofDays(7))), sites,
                servers);
        return switch (new Planner(PlannerSettings.USUAL).planOnly(question)) {
            case PlanAnswer.Fits(Schedule schedule) -> schedule.sites();
            case PlanAnswer.DoesNotFit(Schedule schedule, var _, var _, var _) -> schedule.sites();
            case PlanAnswer.DoesNotHold _, PlanAnswer.Unanswerable _ -> List.of();
        };
    }

    /** The planned one, then whoever else has its link. */
    private static List<String> order(Route route, Map<String, String> planned, List<PlanServer> servers) {
        List<String> able = servers.stream().filter(s -> s.line(route.link()).isPresent()).map(PlanServer::name)
                .toList();
        return Stream.concat(Stream.ofNullable(planned.get(route.site())), able.stream()).distinct()
                .collect(Collectors.toList());
    }
}
