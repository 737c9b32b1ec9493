package org.packetboat.simulator.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.exchange.TestIntake;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.simulator.call.Passing;
import org.packetboat.simulator.call.Station;

/** The lines of a simulated night keep what every link promises, whatever is spoken on them. */
class SimulatedLinesTest {
    private static final Scenario UUCP = Scenes.night(1, 1, 4, Scenes.SMOOTH, 0);

    /** A night with one site. */
    abstract static class Night extends LinkContract {
        private final SimTime time = new SimTime(Scenes.EVENING);
        private final Scenario scenario;

        Night(Scenario scenario) {
            this.scenario = scenario;
        }

        final Link.Session call(Scenario night, Supply supply) {
            SimulatedSite site = night.sites().getFirst();
            FarSite far = new FarSite(time, site, new Domain("far.example"), new Parcels(night.sites()));
            SimulatedLines lines = new SimulatedLines(time, night, Map.of(site.name(), far), new SplittableRandom(1));
            lines.hubBegins(Station.steady(time), new TestIntake());
            return lines.open(new Call(site.route(), Optional.empty(), Instant.MAX, "server-1"), supply);
        }

        @Override
        protected Link.Session call(Supply supply) {
            return call(scenario, supply);
        }

        @Override
        protected void pass() {
            Passing.aWhile(time);
        }

        @Test
        void stoppedWhileItDials() throws Exception {
            assertEquals(new Ending.Stopped("the window closes"),
                    endOf(supply -> call(supply).stop(true, "the window closes")));
        }

        @Test
        void lineIsDead() throws Exception {
            Scenario dead = Scenes.during(0, 1,
                    Scenes.on(scenario, new LineTerms(0, new Outages(1, Duration.ofDays(1)))));
            pass();
            assertInstanceOf(Ending.Unreached.class, endOf(supply -> call(dead, supply)));
        }

        @Test
        void nobodyAnswersOrTheLineIsLost() throws Exception {
            Scenario bad = Scenes.calling(scenario, new Calling(Duration.ofSeconds(20), Duration.ofSeconds(2), 0.999));
            assertInstanceOf(Ending.Unreached.class, endOf(supply -> call(bad, supply)));
        }
    }

    @Nested
    class OverUucp extends Night {
        OverUucp() {
            super(UUCP);
        }
    }

    @Nested
    class OverSmtp extends Night {
        OverSmtp() {
            super(Scenes.bySmtp(UUCP));
        }
    }
}
