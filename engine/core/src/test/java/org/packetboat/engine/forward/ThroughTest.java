package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.contact;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/**
 * Aspen is reached through Denver, or through Boulder: who gets its mail? Our lines carry 1000 bytes a second and are
 * always open, those of the others 100; msdead is twelve hours.
 */
class ThroughTest {
    private static final Route DENVER = route("denver", "denver.example");
    private static final Route BOULDER = route("boulder", "boulder.example");
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "No answer");

    @Test
    void threeHopsAreTakenWhereTheyArriveFirstAndTheFirstToOpenDoesNot() {
        Rig rig = rig(contact("denver", "pueblo", 1, 2), contact("pueblo", "aspen", 20, 21, "aspen.example"),
                contact("boulder", "vail", 3, 4), contact("vail", "aspen", 5, 6, "aspen.example"));
        rig.send("s@x", "u@aspen.example");
        assertEquals(List.of("boulder"), rig.line.called());
    }

    @Test
    void cheaperWayIsTakenAsLongAsItIsInTime() {
        Rig rig = rig(contact("denver", "aspen", 9, 10, "aspen.example"), contact("boulder", "vail", 1, 2),
                contact("vail", "aspen", 2, 3, "aspen.example"));
        rig.send("s@x", "u@aspen.example");
        assertEquals(List.of("denver"), rig.line.called());
    }

    @Test
    void deadlineBehindTheNextSiteMovesTheMail() {
        Rig rig = new Rig(policy(List.of(contact("denver", "aspen", 9, 10, "aspen.example"),
                contact("boulder", "vail", 1, 2), contact("vail", "aspen", 2, 3, "aspen.example")),
                SimRoutes.withTimes(DENVER, Duration.ofMinutes(1), Duration.ofHours(6)),
                SimRoutes.withTimes(BOULDER, Duration.ofMinutes(1), Duration.ofHours(6))));
        rig.send("s@x", "u@aspen.example");
        assertEquals(List.of("boulder"), rig.line.called());
    }

    @Test
    void windowBehindTheNextSiteThatIsMissedHasTheMailGoByTheOther() {
        Route late = withCost(with(DENVER, once(hour(3), hour(4))), 1);
        Rig rig = new Rig(policy(List.of(contact("denver", "aspen", 1, 2, "aspen.example"),
                contact("boulder", "aspen", 5, 6, "aspen.example")), late, BOULDER));
        rig.send("s@x", "u@aspen.example");
        assertEquals(List.of("boulder"), rig.line.called());
    }

    @Test
    void windowMissedWhileMailStillWaitsHereIsReckonedWithAtOnce() {
        Rig rig = rig(contact("denver", "aspen", 1, 2, "aspen.example"),
                contact("boulder", "vail", 5, 6), contact("vail", "aspen", 7, 8, "aspen.example"));
        rig.send("s@x", "u@boulder.example");
        rig.send("s@x", "u@aspen.example");
        assertEquals("denver", way(rig, "aspen.example"));
        rig.pass(Duration.ofHours(1));
        assertEquals("denver", way(rig, "aspen.example"));
        rig.pass(Duration.ofHours(1));
        assertEquals("boulder", way(rig, "aspen.example"));
    }

    @Test
    void bookedVolumePushesTheSecondMailToTheOtherWay() {
        Contact[] all = {contact("denver", "pueblo", 1, 2), contact("pueblo", "aspen", 2, 3, "aspen.example"),
                contact("pueblo", "vail", 3, 4, "vail.example"), contact("boulder", "leadville", 6, 7),
                contact("leadville", "loveland", 7, 8), contact("loveland", "vail", 8, 9, "vail.example")};
        Rig alone = rig(all);
        alone.send("s@x", 50_000, "u@vail.example");
        assertEquals("denver", way(alone, "vail.example"));
        Rig second = rig(all);
        second.send("s@x", 350_000, "u@aspen.example");
        second.send("s@x", 50_000, "u@vail.example");
        assertEquals("denver", way(second, "aspen.example"));
        assertEquals("boulder", way(second, "vail.example"));
    }

    @Test
    void whatHasGoneIsStillBooked() {
        Rig rig = rig(contact("denver", "aspen", 1, 2, "aspen.example"),
                contact("boulder", "aspen", 3, 4, "aspen.example"));
        rig.send("s@x", 350_000, "u@aspen.example");
        assertEquals(1, rig.line.last().deliverAll());
        rig.send("s@x", 50_000, "u@aspen.example");
        assertEquals(List.of("denver", "boulder"), rig.line.called());
    }

    @Test
    void failureOfTheNextSiteHasTheMailGoByTheOtherUntilItHasRested() {
        Rig rig = rig(contact("denver", "aspen", 1, 2, "aspen.example"),
                contact("boulder", "aspen", 3, 4, "aspen.example"));
        rig.send("s@x", "u@aspen.example");
        rig.line.last().end(new Ending.Unreached(NO_ANSWER));
        assertEquals(List.of("denver", "boulder"), rig.line.called());
        assertEquals(1, rig.line.last().deliverAll());
        rig.pass(Duration.ofMinutes(1));
        rig.send("s@x", "u@aspen.example");
        assertEquals("denver", rig.line.last().call().site());
    }

    @Test
    void mailDoesNotGoBackByTheSiteItCameFrom() {
        Rig rig = rig(contact("denver", "aspen", 1, 2, "aspen.example"),
                contact("boulder", "aspen", 3, 4, "aspen.example"));
        rig.accept(Rig.submission("s@x", "u@aspen.example"), traced("denver.example"));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(1, rig.line.sessions().stream().filter(s -> s.call().site().equals("boulder")).count());
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals("boulder", rig.line.last().call().site());
    }

    @Test
    void mailThatHasBeenAtAllOfThemWaits() {
        Rig rig = rig(contact("denver", "aspen", 1, 2, "aspen.example"));
        rig.accept(Rig.submission("s@x", "u@aspen.example"), traced("denver.example"));
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(), rig.line.called());
        assertEquals(1, rig.depth("aspen.example"));
    }

    @Test
    void mailForTheSiteItselfGoesThereWhereverItHasBeen() {
        Rig rig = rig(contact("denver", "aspen", 1, 2, "aspen.example"));
        rig.accept(Rig.submission("s@x", "u@denver.example"), traced("denver.example"));
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void arrivalIsToldFromHereToTheEnd() {
        Rig rig = rig(contact("denver", "pueblo", 1, 2), contact("pueblo", "aspen", 5, 6, "aspen.example"));
        rig.send("s@x", 1000, "u@aspen.example");
        rig.node.expect(Map.of("denver", START.plusSeconds(1)));
        rig.settle();
        assertEquals(Optional.of(hour(5).plusSeconds(10)), status(rig, "aspen.example").arrival());
    }

    private static Rig rig(Contact... contacts) {
        return new Rig(policy(List.of(contacts), DENVER, BOULDER));
    }

    private static byte[] traced(String server) {
        return ("Received: from x by hub.example with ESMTP id 1; now\r\nReceived: from y\r\n\tby " + server
                + " with ESMTP id 2; now\r\nSubject: hi\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String way(Rig rig, String domain) {
        return status(rig, domain).site().orElseThrow();
    }

    private static DomainStatus status(Rig rig, String domain) {
        List<DomainStatus> seen = new ArrayList<>();
        rig.node.overview().domain(new Domain(domain), seen::add);
        rig.settle();
        assertTrue(!seen.isEmpty());
        return seen.getFirst();
    }
}
