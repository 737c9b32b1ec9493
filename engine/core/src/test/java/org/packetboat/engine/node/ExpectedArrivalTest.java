package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withTimes;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/** When mail is expected: by its window, by whether it can go on in the next, and by when it is given up. */
class ExpectedArrivalTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HALF = 1_800_000; // bytes: half an hour by the route's rate

    /** Open from 1 to 2, 7 to 8 and so on. */
    private static Route nightly() {
        return with(route("west", "west.example"), every(Duration.ofHours(6), HOUR, HOUR));
    }

    private static Rig rig(Route route) {
        return new Rig(SimRoutes.policy(route));
    }

    private static void send(Rig rig, int size) {
        SubmissionOptions options = new SubmissionOptions(SubmissionOptions.NONE.priority(), Optional.empty(),
                Optional.empty(), BigSendName.of("spring"), Optional.empty());
        rig.accept(Rig.submission("hq@hub.example", "desk@west.example").with(options), new byte[size]);
    }

    private static BatchSite site(Rig rig) {
        List<BatchSite> sites = new ArrayList<>();
        rig.node.overview().batch("spring", sites::addAll);
        rig.settle();
        return sites.getFirst();
    }

    private static String expected(Rig rig) {
        return site(rig).expected().map(at -> Duration.between(Rig.START, at).truncatedTo(
                ChronoUnit.SECONDS).toString()).orElse("unknown");
    }

    private static Envelope begin(Rig rig) {
        return rig.line.last().take();
    }

    private static void progress(Rig rig, Envelope mail, Duration after, long done) {
        rig.pass(after);
        rig.line.last().progress(mail, done);
    }

    @Test
    void whatWaitsGoesInAWindowThatIsLongEnough() {
        Rig rig = rig(nightly());
        rig.pass(Duration.ofMinutes(105));
        send(rig, HALF);
        assertEquals("PT7H30M", expected(rig));
    }

    @Test
    void whatComesBackBeforeIsNotExpected() {
        Rig rig = rig(withTimes(nightly(), Duration.ofMinutes(1), Duration.ofMinutes(80)));
        send(rig, HALF);
        assertEquals("unknown", expected(rig));
        assertTrue(site(rig).trouble().orElseThrow().contains("comes back at 2026-11-20T01:20:00Z, and is expected to "
                + "arrive at 2026-11-20T01:30:00Z"), () -> site(rig).trouble().toString());
    }

    @Test
    void cutTransferThatCannotGoOnBeginsAnew() {
        Rig rig = rig(with(nightly(), AtClose.CUT));
        send(rig, HALF);
        rig.pass(Duration.ofMinutes(60));
        Envelope mail = begin(rig);
        progress(rig, mail, Duration.ofMinutes(20), HALF / 4); // 80 minutes in all: more than any window has
        assertEquals("unknown", expected(rig));
        progress(rig, mail, Duration.ofMinutes(10), HALF * 2L / 3); // 45 minutes in all
        assertEquals("PT1H45M", expected(rig));
    }

    @Test
    void lateBeginnerIsExpectedInTheNextWindow() {
        Rig rig = rig(with(nightly(), AtClose.CUT));
        rig.pass(Duration.ofMinutes(85));
        send(rig, HALF);
        Envelope mail = begin(rig);
        progress(rig, mail, Duration.ofMinutes(20), HALF / 2); // 40 minutes, and 15 are left
        assertEquals("PT7H40M", expected(rig));
    }

    @Test
    void transferThatGoesOnInTheNextWindowIsExpectedThere() {
        Rig rig = rig(with(with(nightly(), uucp("west")), AtClose.CUT));
        send(rig, 2 * HALF);
        rig.pass(Duration.ofMinutes(60));
        Envelope mail = begin(rig);
        progress(rig, mail, Duration.ofMinutes(40), HALF); // 80 minutes in all: 20 are left when it closes
        assertEquals("PT7H20M", expected(rig));
    }

    @Test
    void drainedTransferIsExpectedAfterTheClose() {
        Rig rig = rig(nightly());
        rig.pass(Duration.ofMinutes(85));
        send(rig, HALF);
        Envelope mail = begin(rig);
        progress(rig, mail, Duration.ofMinutes(20), HALF / 2);
        assertEquals("PT2H5M", expected(rig));
    }

    /** What was there before says nothing of how fast this session is. */
    @Test
    void paceIsThatOfThisSession() {
        Rig rig = rig(with(with(nightly(), uucp("west")), AtClose.CUT));
        send(rig, 2 * HALF);
        rig.pass(Duration.ofMinutes(60));
        Envelope mail = begin(rig);
        progress(rig, mail, Duration.ofSeconds(10), HALF);
        progress(rig, mail, Duration.ofMinutes(10), HALF + HALF / 3L);
        assertEquals("PT1H30M", expected(rig).replaceAll("M.*S$", "M"));
    }
}
