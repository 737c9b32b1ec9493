package org.packetboat.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.WatchedSupply;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.exchange.MemorySpool;
import org.packetboat.protocols.uucp.exchange.TestIntake;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.simulator.call.Course;
import org.packetboat.simulator.call.Passing;
import org.packetboat.simulator.call.SimulatedCall;

/** A call in a world, between two lives whose clocks are wrong, keeps what every link promises. */
class WorldLinkTest extends LinkContract {
    private static final long RATE = 2400;
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "no answer");

    private final SimTime time = new SimTime(Instant.parse("2026-11-20T00:00:00Z"));
    private final org.packetboat.simulator.world.Trouble none = new org.packetboat.simulator.world.Trouble();
    private final Life here = life(-9000, 400);
    private final Life there = life(4000, -300);

    private Life life(int offSeconds, long drift) {
        LocalClock clock = new LocalClock(time);
        clock.step(Duration.ofSeconds(offSeconds));
        clock.drift(drift);
        return new Life(time, clock, Parts.REAL);
    }

    private static UucpSettings settings(String name) {
        return UucpSettings.on(LineTiming.of(RATE), name, name + ".example");
    }

    /** UUCP with somebody who takes everything. */
    private class Uucp implements Course {
        private final Wires wires = new Wires(time, new SplittableRandom(1), none);

        Uucp() {
            none.end();
        }

        @Override
        public Duration dialling() {
            return wires.dialling();
        }

        @Override
        public Optional<Reply> unanswered() {
            return Optional.empty();
        }

        @Override
        public SimLine wire() {
            return wires.wire(true);
        }

        @Override
        public LinkSession calling(Runnable turned) {
            return UucpSession.calling("there", settings("here"), new MemorySpool());
        }

        @Override
        public void answer(SimLine wire) {
            LinkSession session = UucpSession.called(_ -> Optional.empty(), settings("there"), new MemorySpool());
            SessionDriver driver = new SessionDriver(session, there.line(wire.b()), new WatchedSupply(),
                    there.clock()::instant, new TestIntake());
            there.attach(wire, wire.b(), driver::on);
        }

        @Override
        public Duration hangUp() {
            return wires.hangingUp();
        }
    }

    private Link.Session call(Course course, Supply supply) {
        return SimulatedCall.dial(here, new TestIntake(), course, supply);
    }

    @Override
    protected Link.Session call(Supply supply) {
        return call(new Uucp(), supply);
    }

    @Override
    protected void pass() {
        Passing.aWhile(time);
    }

    @Test
    void nobodyAnswers() throws Exception {
        assertEquals(new Ending.Unreached(NO_ANSWER), endOf(supply -> call(new Uucp() {
            @Override
            public Optional<Reply> unanswered() {
                return Optional.of(NO_ANSWER);
            }
        }, supply)));
    }

    @Test
    void stoppedWhileItDials() throws Exception {
        assertEquals(new Ending.Stopped("the window closes"),
                endOf(supply -> call(supply).stop(true, "the window closes")));
    }

    @Test
    void lineBreaksInTheGreeting() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> call(new Uucp() {
            @Override
            public SimLine wire() {
                SimLine wire = super.wire();
                wire.cutAfter(40);
                return wire;
            }
        }, supply)));
    }

    @Test
    void farSideDies() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> call(new Uucp() {
            @Override
            public void answer(SimLine wire) {
                super.answer(wire);
                time.in(Duration.ofMillis(1), there::end);
            }
        }, supply)));
    }
}
