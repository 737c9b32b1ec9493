package org.packetboat.simulator.night;

import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;

/** One call: dials, lets the two sessions talk over a simulated wire, hangs up. */
final class SimulatedCall implements Link.Session {
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "no answer");
    private static final Reply NO_DIAL_TONE = new Reply(450, "4.4.1", "no dial tone");

    private final SimTime time;
    private final LineTerms terms;
    private final SimulatedLine over;
    private final Call call;
    private final FarSite site;
    private final Supply supply;
    private final Intake hub;
    private final Fate fate;
    private final SplittableRandom random;
    private Optional<SessionDriver> driver = Optional.empty();
    private Optional<SimLine> wire = Optional.empty();
    private Optional<String> stopped = Optional.empty();

    SimulatedCall(SimTime time, LineTerms terms, SimulatedLine over, Call call, FarSite site, Supply supply,
            Intake hub) {
        this.time = time;
        this.terms = terms;
        this.over = over;
        this.call = call;
        this.site = site;
        this.supply = supply;
        this.hub = hub;
        this.fate = Fate.of(over.random(), site.calling().failure(), Talk.bytes(call.route(), site.sent()));
        this.random = over.random().split();
    }

    void dial() {
        over.carries(this);
        time.in(site.calling().dial(), this::dialled);
    }

    private void dialled() {
        if (stopped.isPresent()) {
            over(new Ending.Stopped(stopped.get()));
            return;
        }
        if (over.isDead()) {
            over(new Ending.Unreached(NO_DIAL_TONE));
            return;
        }
        switch (fate) {
            case Fate.Unanswered() -> over(new Ending.Unreached(NO_ANSWER));
            case Fate.Good() -> connect(Long.MAX_VALUE);
            case Fate.Lost(long after) -> connect(after);
        }
    }

    private void connect(long cutAfter) {
        Talk talk = Talk.of(call.route(), site);
        double errors = talk.hearsNoise() ? terms.bitErrors() : 0;
        SimLine line = new SimLine(time, call.route().rate(), LineTerms.LATENCY, noise(errors), noise(errors)).whole();
        SessionDriver calling = new SessionDriver(talk.calling(), line.a(), new RelayedSupply(supply, this::over),
                time::now, hub);
        line.a().attach(calling);
        line.b().attach(talk.called(line.b(), time));
        line.cutAfter(cutAfter);
        site.calledUntil(call.closes());
        driver = Optional.of(calling);
        wire = Optional.of(line);
        line.connect();
    }

    /** Its line dies. */
    void cut() {
        wire.ifPresent(SimLine::cut);
    }

    private SimNoise noise(double bitErrors) {
        return SimNoise.bits(bitErrors, random.nextLong());
    }

    private void over(Ending ending) {
        time.in(site.calling().hangUp(), () -> supply.ended(ending));
    }

    @Override
    public void stop(boolean now, String why) {
        stopped = Optional.of(why);
        driver.ifPresent(d -> d.stop(now, why));
    }
}
