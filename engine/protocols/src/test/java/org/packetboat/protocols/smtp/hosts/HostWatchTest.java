package org.packetboat.protocols.smtp.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.smtp.hosts.HostWatch.Action;
import org.packetboat.protocols.smtp.hosts.HostWatch.OpenSite;

class HostWatchTest {
    private static final Duration EVERY = Duration.ofSeconds(30);
    /** Down after two failures, up after two greetings. */
    private static final Probe RULE = new Probe(EVERY, Duration.ofSeconds(5), 2, 2);
    private static final Optional<Reply> REFUSED = Optional.of(new Reply(451, "4.4.1", "refused"));
    private static final Optional<Reply> GREETED = Optional.empty();
    private static final SiteHost A = new SiteHost("a", 25, 10);
    private static final SiteHost B = new SiteHost("b", 25, 10);
    private static final SiteHost C = new SiteHost("c", 25, 20);

    private final HostWatch watch = new HostWatch();
    /** Such a clock may begin just before it overflows. */
    private long nanos = Long.MAX_VALUE;

    private static OpenSite site(String name, List<InetAddress> from, boolean busy, SiteHost... hosts) {
        return new OpenSite(name, new Transport.Hosts(List.of(hosts), RULE, Tls.MAY), from, busy);
    }

    private static OpenSite denver(SiteHost... hosts) {
        return site("denver", List.of(), false, hosts);
    }

    /** One round of probes, in which these hosts greet and others do not. @return what is told, not what is to do */
    private List<Action> round(OpenSite site, SiteHost... good) {
        List<Action> actions = watch.look(List.of(site), nanos);
        for (Action action : actions)
            if (action instanceof Action.Look look)
                watch.probed(look, List.of(good).contains(look.spot().host()) ? GREETED : REFUSED);
        nanos += EVERY.toNanos();
        return actions.stream().filter(action -> !(action instanceof Action.Look)).toList();
    }

    private List<SiteHost> probed(OpenSite... open) {
        return watch.look(List.of(open), nanos).stream().filter(Action.Look.class::isInstance)
                .map(action -> ((Action.Look) action).spot().host()).toList();
    }

    @Test
    void siteIsDownWhenAllItsHostsAreAndUpWhenOneGreetsAgain() {
        assertEquals(List.of(), round(denver(A, C), A));
        assertEquals(List.of(), round(denver(A, C), A));
        assertEquals(List.of(A), watch.order(List.of(A, C), List.of()), "only who is up is tried");
        assertEquals(List.of(), round(denver(A, C)));
        assertEquals(List.of(), round(denver(A, C)));
        assertEquals(List.of(new Action.AllDown("denver", REFUSED.get())), round(denver(A, C), C));
        assertEquals(List.of(A, C), watch.order(List.of(A, C), List.of()), "if all are down, all are tried");
        assertEquals(List.of(), round(denver(A, C), C), "told once");
        assertEquals(List.of(new Action.UpAgain("denver")), round(denver(A, C), C));
    }

    @Test
    void hostIsProbedAtOnceAndThenEverySoOften() {
        assertEquals(List.of(A), probed(denver(A)));
        nanos += EVERY.toNanos() - 1;
        assertEquals(List.of(), probed(denver(A)));
        nanos++;
        assertEquals(List.of(A), probed(denver(A)));
    }

    @Test
    void whatALineIsBusyWithIsNotDisturbed() {
        assertEquals(List.of(), probed(site("denver", List.of(), true, A), site("boston", List.of(), false, A)));
        assertEquals(List.of(A), probed(denver(A)));
    }

    @Test
    void hostMayBeUpOverOneLineAndDownOverAnother() {
        List<InetAddress> line = List.of(InetAddress.ofLiteral("192.0.2.1"));
        for (int i = 0; i < 2; i++)
            round(site("denver", line, false, A, C), C);
        assertEquals(List.of(C), watch.order(List.of(A, C), line));
        assertEquals(List.of(A, C), watch.order(List.of(A, C), List.of()));
    }

    @Test
    void closedRouteIsForgotten() {
        for (int i = 0; i < 3; i++)
            round(denver(A));
        assertEquals(List.of(new Action.UpAgain("denver")), watch.look(List.of(), nanos));
        assertEquals(List.of(), round(denver(A), A));
        assertEquals(List.of(), round(denver(A), A));
    }

    @Test
    void answerThatComesAfterItsRouteHasClosedIsOld() {
        Action.Look first = (Action.Look) watch.look(List.of(denver(A)), nanos).getFirst();
        watch.look(List.of(), nanos);
        watch.look(List.of(denver(A)), nanos);
        watch.probed(first, REFUSED);
        assertEquals(Optional.of(false), watch.probed(first, REFUSED));
        assertEquals(List.of(), watch.look(List.of(denver(A)), nanos));
    }

    @Test
    void equalHostsTakeTurnsAndPreferredOnesComeFirst() {
        assertEquals(List.of(A, B, C), watch.order(List.of(C, A, B), List.of()));
        assertEquals(List.of(B, A, C), watch.order(List.of(C, A, B), List.of()));
        assertEquals(List.of(A, B, C), watch.order(List.of(C, A, B), List.of()));
    }

    @Test
    void hostIsDownAfterSoManyFailuresInARowAndUpAfterSoManyGreetings() {
        HostHealth health = new HostHealth(new Probe(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2),
                Optional.empty(), 0);
        for (Optional<Reply> probe : List.of(REFUSED, REFUSED, GREETED, REFUSED, REFUSED))
            assertFalse(health.probed(probe));
        assertTrue(health.probed(REFUSED));
        assertFalse(health.isUp());
        assertFalse(health.probed(GREETED));
        assertTrue(health.probed(GREETED));
    }
}
