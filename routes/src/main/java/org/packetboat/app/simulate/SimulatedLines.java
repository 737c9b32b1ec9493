package org.packetboat.app.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;

/** The line of one server: makes its calls, and keeps a record of them, which it has from the engine's own events. */
final class SimulatedLines implements Link {
    /** The name by which all routes know it. */
    static final String NAME = "line";

    private final SimTime time;
    private final LineTerms terms;
    private final String server;
    private final Map<String, FarSite> sites;
    private final SplittableRandom random;
    private final List<PlayedCall> calls = new ArrayList<>();

    SimulatedLines(SimTime time, LineTerms terms, String server, Map<String, FarSite> sites, SplittableRandom random) {
        this.time = time;
        this.terms = terms;
        this.server = server;
        this.sites = sites;
        this.random = random;
    }

    /** All calls that have ended, in that order. */
    List<PlayedCall> calls() {
        return calls;
    }

    @Override
    public Session open(Call call, Supply supply) {
        SimulatedCall made = new SimulatedCall(time, terms, call, sites.get(call.route().site()), supply, random);
        made.dial();
        return made;
    }

    /** Notes the end of a call. */
    void on(StatusEvent event) {
        if (event instanceof StatusEvent.SessionEnded ended) {
            Instant start = ended.at().minus(ended.lasted());
            calls.add(new PlayedCall(server, ended.site(), start, ended.at(), ended.how()));
        }
    }
}
