package org.packetboat.simulator.night.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.print.Chart;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.night.PlayedCall;
import org.packetboat.simulator.night.PlayedNight;
import org.packetboat.simulator.night.Scenario;
import org.packetboat.simulator.night.SimulatedSite;
import org.packetboat.simulator.night.SiteNight;

/**
 * A played night as a chart: a row for each server, bars for calls, in red those in vain and those to sites that did
 * not get the batch in time; below them what was planned.
 */
public final class NightChart {
    private final Scenario scenario;
    private final PlayedNight night;
    private final Map<String, SiteNight> sites;
    private final List<SitePlan> plan;

    private NightChart(Scenario scenario, PlayedNight night, List<SitePlan> plan) {
        this.plan = List.copyOf(plan);
        this.scenario = scenario;
        this.night = night;
        this.sites = night.sites().stream().collect(Collectors.toMap(SiteNight::site, Function.identity()));
    }

    /** @param plan what was planned before the night; empty if that is not known */
    public static Chart of(Scenario scenario, PlayedNight night, List<SitePlan> plan) {
        return new NightChart(scenario, night, plan).chart();
    }

    private Chart chart() {
        Map<String, List<PlayedCall>> calls = night.calls().stream().collect(Collectors.groupingBy(PlayedCall::server));
        List<Chart.Row> rows = scenario.servers().stream().map(s -> new Chart.Row(s.name(), open(s),
                calls.getOrDefault(s.name(), List.of()).stream().map(this::bar).toList(), planned(s))).toList();
        return Chart.around(rows, scenario.night());
    }

    private Chart.Bar bar(PlayedCall call) {
        Interval took = new Interval(call.start(), call.end());
        return call.isGood()
                ? new Chart.Bar(call.site(), took, !sites.get(call.site()).isMet())
                : new Chart.Bar(call.site(), took, Chart.Kind.FAILED, call.ending());
    }

    private List<Chart.Bar> planned(PlanServer server) {
        return plan.stream().filter(site -> site.server().equals(server.name()))
                .flatMap(site -> site.calls().stream())
                .map(call -> new Chart.Bar(call.site(), call.interval(), false)).toList();
    }

    /** The openings of the windows of the sites that a server may call, each once. */
    private List<Interval> open(PlanServer server) {
        Set<Window> windows = scenario.sites().stream().map(SimulatedSite::route).filter(r -> mayCall(server, r))
                .map(Route::window).collect(Collectors.toSet());
        return windows.stream().flatMap(w -> OpenTimes.within(w, scenario.night()).intervals().stream()).distinct()
                .sorted(Comparator.comparing(Interval::open)).toList();
    }

    private static boolean mayCall(PlanServer server, Route route) {
        boolean asked = route.servedBy().isEmpty() || route.servedBy().contains(server.name());
        return asked && server.line(route.link()).isPresent();
    }
}
