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
import org.packetboat.schedules.plan.print.Chart;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.night.PlayedCall;
import org.packetboat.simulator.night.PlayedNight;
import org.packetboat.simulator.night.Scenario;
import org.packetboat.simulator.night.SimulatedSite;
import org.packetboat.simulator.night.SiteNight;

/**
 * A played night as a chart: a row for each line, bars for calls, in red where the site did not get the batch in time.
 */
public final class NightChart {
    private final Scenario scenario;
    private final PlayedNight night;
    private final Map<String, SiteNight> sites;

    private NightChart(Scenario scenario, PlayedNight night) {
        this.scenario = scenario;
        this.night = night;
        this.sites = night.sites().stream().collect(Collectors.toMap(SiteNight::site, Function.identity()));
    }

    public static Chart of(Scenario scenario, PlayedNight night) {
        return new NightChart(scenario, night).chart();
    }

    private Chart chart() {
        Map<String, List<PlayedCall>> calls = night.calls().stream().collect(Collectors.groupingBy(PlayedCall::server));
        List<Chart.Row> rows = scenario.servers().stream()
                .map(s -> new Chart.Row(s.name(), open(s), bars(calls.getOrDefault(s.name(), List.of())))).toList();
        return Chart.around(rows, scenario.night());
    }

    private List<Chart.Bar> bars(List<PlayedCall> calls) {
        return calls.stream()
                .map(c -> new Chart.Bar(c.site(), new Interval(c.start(), c.end()), !sites.get(c.site()).isMet()))
                .toList();
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
