package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.call.Course;
import org.packetboat.simulator.call.SimulatedCall;
import org.packetboat.simulator.call.Station;

/**
 * The lines of all servers, one for each: makes their calls, and keeps a record of them, which it has from the engine's
 * own events.
 */
final class SimulatedLines implements Link {
    private final SimTime time;
    private final LineTerms terms;
    private final Map<String, FarSite> sites;
    private final Map<String, SimulatedLine> lines = new LinkedHashMap<>();
    private final Map<String, Dialled> open = new TreeMap<>();
    private final List<PlayedCall> calls = new ArrayList<>();
    private Optional<Hub> hub = Optional.empty();
    private Optional<StatusEvent.Refused> refused = Optional.empty();

    /** A call that goes on. */
    private record Dialled(String server, Instant at) {}

    /** The program that calls. @param intake takes in what sites bring */
    private record Hub(Station life, Intake intake) {}

    SimulatedLines(SimTime time, Scenario scenario, Map<String, FarSite> sites, SplittableRandom random) {
        this.time = time;
        this.terms = scenario.lines();
        this.sites = sites;
        Interval busy = busy(scenario);
        for (PlanServer server : scenario.servers())
            lines.put(server.name(), new SimulatedLine(time, terms.outages(), busy, random.split()));
    }

    /** The hub's program runs from now on. @param intake takes in what sites bring */
    void hubBegins(Station life, Intake intake) {
        hub = Optional.of(new Hub(life, intake));
        sites.values().forEach(site -> site.hubBegins(life));
    }

    /** The hub's program was killed: all calls are over. */
    void hubDied() {
        open.forEach((site, call) -> calls
                .add(new PlayedCall(call.server(), site, call.at(), time.now(), "the head office was killed",
                        Optional.empty())));
        open.clear();
    }

    /** From the first opening of a window in the night to the last close of one. */
    private static Interval busy(Scenario scenario) {
        List<Interval> open = scenario.sites().stream().map(s -> s.route().window()).distinct()
                .flatMap(w -> OpenTimes.within(w, scenario.night()).intervals().stream()).toList();
        return new Interval(open.stream().map(Interval::open).min(Comparator.naturalOrder())
                .orElse(scenario.night().open()),
                open.stream().map(Interval::close).max(Comparator.naturalOrder()).orElse(scenario.night().close()));
    }

    /** All calls that have ended, in that order. */
    List<PlayedCall> calls() {
        return calls;
    }

    /** When whose line was dead, by server. */
    Map<String, Interval> outages() {
        Map<String, Interval> outages = new TreeMap<>();
        lines.forEach((server, line) -> line.outage().ifPresent(dead -> outages.put(server, dead)));
        return outages;
    }

    @Override
    public Session open(Call call, Supply supply) {
        open.put(call.route().site(), new Dialled(call.server(), time.now()));
        FarSite site = sites.get(call.route().site());
        Course course = new NightCourse(time, terms, lines.get(call.server()), call, site);
        return SimulatedCall.dial(hub.orElseThrow().life(), hub.orElseThrow().intake(), course, supply);
    }

    /**
     * Checks that no site has refused its batch. If one did, the simulator made mail that may not be sent, and the
     * night means nothing. To be called at the end of the night: the engine goes on if a watcher throws.
     *
     * @throws IllegalStateException if one did
     */
    void mustHaveRefusedNothing() {
        refused.ifPresent(first -> {
            throw new IllegalStateException(first.site() + " refused the batch: " + first.reply());
        });
    }

    /** Notes the end of a call, and the first refusal. */
    void on(StatusEvent event) {
        if (event instanceof StatusEvent.Refused now) refused = refused.or(() -> Optional.of(now));
        if (!(event instanceof StatusEvent.SessionEnded ended)) return;
        Instant start = ended.at().minus(ended.lasted());
        Optional.ofNullable(open.remove(ended.site())).ifPresent(
                call -> calls.add(new PlayedCall(call.server(), ended.site(), start, ended.at(), ended.how(),
                        ended.charge())));
    }
}
