package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/** A site that fails again and again is called less and less often. Its cycle is a minute. */
class RestTest {
    private static final Ending BUSY = new Ending.Unreached(new Reply(451, "4.4.1", "busy"));

    /** Fails all calls within a time. @return when they began, in minutes */
    private static List<Long> calls(Rig rig, Duration time) {
        List<Long> calls = new ArrayList<>();
        int failed = rig.line.sessions().size() - 1;
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            for (; failed < rig.line.sessions().size(); failed++) {
                calls.add(minute);
                rig.line.last().end(BUSY);
            }
            rig.pass(Duration.ofMinutes(1));
        }
        return calls;
    }

    private static Rig rig(Window window) {
        Rig rig = new Rig(policy(with(route("far", "far.example"), window)));
        rig.send("s@x", "a@far.example");
        return rig;
    }

    @Test
    void eachRestIsLonger() {
        List<Long> calls = calls(rig(Window.ALWAYS), Duration.ofHours(1));
        assertEquals(List.of(0L, 1L), calls.subList(0, 2));
        assertTrue(calls.size() >= 8 && calls.size() <= 11, calls.toString());
    }

    /** A wrong password does not become right, and too many tries lock an account. */
    @Test
    void aSiteThatRefusesOurLoginRestsLongAndTheOperatorIsToldOnce() {
        Rig rig = rig(Window.ALWAYS);
        Ending refused = new Ending.LoginRefused(new Reply(535, "5.7.8", "no"));
        rig.line.last().end(refused);
        rig.pass(Duration.ofMinutes(7));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, rig.line.sessions().size());
        rig.line.last().end(refused);
        List<StatusEvent.Trouble> told = rig.events(StatusEvent.Trouble.class);
        assertEquals(1, told.size());
        assertTrue(told.getFirst().what().startsWith("site far does not let us in, so its mail waits: 535 5.7.8 no"));
        assertEquals(1, rig.depth("far.example"));
    }

    /** Nobody is to be rung up all night, nor a modem told again and again what it can't do. */
    @Test
    void aWrongNumberIsLeftAloneForLongAndTheOperatorIsToldOnce() {
        Rig rig = rig(Window.ALWAYS);
        Ending person = new Ending.Unreached(new Reply(550, "5.4.1", "a person has answered: check the number"));
        rig.line.last().end(person);
        rig.pass(Duration.ofMinutes(7));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(2));
        rig.line.last().end(person);
        assertEquals(List.of("site far can't be reached, so its mail waits: 550 5.4.1 a person has answered: check the "
                + "number. Remedy: do what this says, then packetboat flush"),
                rig.events(StatusEvent.Trouble.class).stream().map(StatusEvent.Trouble::what).toList());
        assertEquals(1, rig.depth("far.example"));
    }

    /** A certificate does not become right either, but may be mended at any time, and trying costs no account. */
    @Test
    void aSiteWhoseTlsIsNotAsItShouldBeIsTriedAgainAndTheOperatorIsToldOnce() {
        Rig rig = rig(Window.ALWAYS);
        Ending refused = new Ending.TlsRefused(new Reply(454, "4.7.5", "no TLS: its certificate is not trusted"));
        rig.line.last().end(refused);
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, rig.line.sessions().size());
        rig.line.last().end(refused);
        List<StatusEvent.Trouble> told = rig.events(StatusEvent.Trouble.class);
        assertEquals(List.of("site far does not let us in, so its mail waits: 454 4.7.5 no TLS: its certificate is not "
                + "trusted. Remedy: check tls, ca-file, fingerprints and certificate of its route, then packetboat "
                + "flush"),
                told.stream().map(StatusEvent.Trouble::what).toList());
        assertEquals(1, rig.depth("far.example"));
    }

    @Test
    void theNextWindowBeginsAnew() {
        Rig rig = rig(every(Duration.ofHours(6), Duration.ZERO, Duration.ofHours(1)));
        List<Long> first = calls(rig, Duration.ofHours(1));
        assertTrue(first.size() >= 8, first.toString());
        rig.line.last().end(BUSY);
        rig.pass(Duration.ofHours(5));
        List<Long> second = calls(rig, Duration.ofMinutes(10));
        assertEquals(List.of(0L, 1L), second.subList(0, 2));
    }

    private static final Duration NIGHT = Duration.ofDays(1);

    private static Rig nightly() {
        return rig(every(NIGHT, Duration.ZERO, Duration.ofHours(1)));
    }

    /** Lets some nights pass in which no call gets through. */
    private static void nights(Rig rig, int many) {
        for (int i = 0; i < many; i++) {
            rig.send("s@x", "a@far.example");
            calls(rig, Duration.ofHours(1));
            rig.pass(NIGHT.minus(Duration.ofHours(1)));
        }
    }

    private static List<String> nightsTold(Rig rig) {
        return rig.events(StatusEvent.Trouble.class).stream().map(StatusEvent.Trouble::what)
                .filter(what -> what.contains("nights running")).toList();
    }

    @Test
    void operatorIsToldOncePerNightOfASiteThatIsNotReachedThreeNightsRunning() {
        Rig rig = nightly();
        nights(rig, 2);
        assertEquals(List.of(), nightsTold(rig));
        nights(rig, 2);
        assertEquals(2, nightsTold(rig).size());
        assertTrue(nightsTold(rig).getFirst().startsWith("site far was not reached 3 nights running over link "),
                nightsTold(rig).getFirst());
        assertTrue(nightsTold(rig).getLast().contains("not reached 4 nights running"), nightsTold(rig).getLast());
    }

    @Test
    void nightInWhichASiteIsReachedBeginsTheCountAnew() {
        Rig rig = nightly();
        nights(rig, 2);
        rig.send("s@x", "a@far.example");
        int delivered = rig.line.last().deliverAll();
        for (int minute = 0; minute < 60 && delivered == 0; minute++) {
            rig.pass(Duration.ofMinutes(1));
            delivered = rig.line.last().deliverAll();
        }
        assertTrue(delivered > 0);
        rig.line.last().end(new Ending.Finished());
        rig.pass(NIGHT);
        nights(rig, 2);
        assertEquals(List.of(), nightsTold(rig));
    }
}
