package org.packetboat.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;

/** Each row of docs/site-states.md. The window is open from the third hour to the sixth. */
class SiteStateTest {
    private static final Route NIGHTLY = with(route("a", "a.example"), once(hour(3), hour(6)));
    private static final Reply BUSY = new Reply(451, "4.4.1", "busy");

    private final Rig rig = new Rig(policy(NIGHTLY));
    private final Site site = new Site(NIGHTLY, Optional.empty(), () -> Pace.NOMINAL);

    private void mailDue(Instant due) {
        rig.send("s@x", "a@a.example");
        DomainQueue queue = rig.queue.domain(new Domain("a.example"));
        site.feed(queue, due);
    }

    private void assertState(SiteState expected, int hour) {
        assertEquals(expected, site.state(hour(hour)));
    }

    @Test
    void withoutMailItIsIdle() {
        assertState(new SiteState.Idle(), 4);
        assertEquals(Optional.empty(), site.readyAt(hour(4)));
    }

    @Test
    void withMailItIsClosedThenReadyThenOutOfReach() {
        mailDue(hour(0));
        assertState(new SiteState.Closed(hour(3)), 1);
        assertState(new SiteState.Ready(hour(6)), 3);
        assertState(new SiteState.Unreachable(), 6);
        assertEquals(Optional.of(hour(3)), site.readyAt(hour(1)));
        assertEquals(Optional.of(hour(4)), site.readyAt(hour(4)));
    }

    @Test
    void mailThatIsDueLaterWaitsAndMailThatIsNeverDueIsHeld() {
        mailDue(hour(0));
        site.nothingUntil(hour(5));
        assertState(new SiteState.Waiting(hour(5)), 4);
        site.nothingUntil(Instant.MAX);
        assertState(new SiteState.Held(), 4);
    }

    @Test
    void afterAFailureItRestsUntilItIsReachedOrFlushedOrWantsToBeCalled() {
        mailDue(hour(0));
        site.rest(hour(5), BUSY);
        assertState(new SiteState.Resting(hour(5)), 4);
        assertEquals(Optional.of(BUSY), site.lastReply());
        site.flush();
        assertState(new SiteState.Ready(hour(6)), 4);
        site.rest(hour(5), BUSY);
        site.want();
        assertState(new SiteState.Ready(hour(6)), 4);
        site.rest(hour(5), BUSY);
        site.reached(hour(4));
        assertState(new SiteState.Ready(hour(6)), 4);
        assertEquals(Optional.empty(), site.lastReply());
    }

    @Test
    void ofSeveralReasonsTheOneThatLastsLongestCounts() {
        mailDue(hour(0));
        site.rest(hour(2), BUSY);
        assertState(new SiteState.Closed(hour(3)), 1);
        site.rest(hour(5), BUSY);
        assertState(new SiteState.Resting(hour(5)), 1);
        site.nothingUntil(hour(5).plusSeconds(1));
        assertState(new SiteState.Waiting(hour(5).plusSeconds(1)), 1);
    }

    @Test
    void whileAllItsHostsAreDownItIsNotTried() {
        mailDue(hour(0));
        site.isDown(Optional.of(BUSY));
        assertState(new SiteState.Down(BUSY), 4);
        assertEquals(Instant.MAX, site.restsUntil());
        site.isDown(Optional.empty());
        assertState(new SiteState.Ready(hour(6)), 4);
    }

    @Test
    void siteOfChangedRoutesTakesOverRestFlushAndCallBack() {
        site.want();
        site.rest(hour(5), BUSY);
        Site changed = new Site(NIGHTLY, Optional.empty(), () -> Pace.NOMINAL);
        changed.inherit(site);
        assertEquals(new SiteState.Resting(hour(5)), changed.state(hour(4)));
        assertEquals(new SiteState.Ready(hour(6)), changed.state(hour(5)));
    }

    /** Its mail has gone by another session, and now the domain goes another way. */
    @Test
    void aDomainLeavesASiteThatWasEmptied() {
        DomainQueue other = rig.queue.domain(new Domain("b.example"));
        Site single = new Site(NIGHTLY, Optional.of(new Domain("a.example")), () -> Pace.NOMINAL);
        for (Site emptied : List.of(site, single)) {
            emptied.leave(other);
            assertEquals(new SiteState.Idle(), emptied.state(hour(4)));
        }
        rig.send("s@x", "a@a.example");
        single.feed(rig.queue.domain(new Domain("a.example")), hour(0));
        single.leave(other);
        assertEquals(new SiteState.Ready(hour(6)), single.state(hour(4)));
    }
}
