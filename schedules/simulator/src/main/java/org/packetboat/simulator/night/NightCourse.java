package org.packetboat.simulator.night;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.simulator.call.Course;
import org.packetboat.simulator.night.trouble.Fate;

/** What chance and its line make of one call of a night. */
final class NightCourse implements Course {
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "no answer");
    private static final Reply NO_DIAL_TONE = new Reply(450, "4.4.1", "no dial tone");

    private final SimTime time;
    private final LineTerms terms;
    private final SimulatedLine over;
    private final Call call;
    private final FarSite site;
    private final Talk talk;
    private final Fate fate;
    private final SplittableRandom random;

    NightCourse(SimTime time, LineTerms terms, SimulatedLine over, Call call, FarSite site) {
        this.time = time;
        this.terms = terms;
        this.over = over;
        this.call = call;
        this.site = site;
        this.talk = Talk.of(call.route(), site);
        long size = Talk.bytes(call.route(), site.sent());
        this.fate = site.fate(Fate.of(over.random(), site.calling().failure(), size), size);
        this.random = over.random().split();
    }

    @Override
    public Duration dialling() {
        return site.calling().dial();
    }

    @Override
    public Optional<Reply> unanswered() {
        if (over.isDead()) return Optional.of(NO_DIAL_TONE);
        return Optional.of(NO_ANSWER).filter(_ -> fate instanceof Fate.Unanswered);
    }

    @Override
    public SimLine wire() {
        double errors = talk.hearsNoise() ? terms.bitErrors() : 0;
        SimLine wire = new SimLine(time, call.route().rate(), LineTerms.LATENCY, noise(errors), noise(errors)).whole();
        if (fate instanceof Fate.Lost(long after)) wire.cutAfter(after);
        over.carries(wire);
        return wire;
    }

    private SimNoise noise(double bitErrors) {
        return SimNoise.bits(bitErrors, random.nextLong());
    }

    @Override
    public LinkSession calling(Runnable turned) {
        return talk.calling();
    }

    @Override
    public void answer(SimLine wire) {
        wire.b().attach(talk.called(wire.b(), time));
        site.calledUntil(call.closes());
    }

    @Override
    public Duration hangUp() {
        return site.calling().hangUp();
    }
}
