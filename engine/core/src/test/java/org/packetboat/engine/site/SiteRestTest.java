package org.packetboat.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.once;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/** How long a site rests that is dialled and was engaged. */
class SiteRestTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Duration CYCLE = Duration.ofSeconds(60);
    private static final Reply BUSY = new Reply(450, "4.4.1", "Busy");

    private static Site site(String name, Window window) {
        return new Site(new Route(name, List.of(), window, "night", "modem",
                new Transport.Uucp(name, Optional.of("5550100"), Optional.empty(), Optional.empty()), 2, CYCLE,
                Duration.ofDays(1), AtClose.DRAIN, 240), Optional.empty(), () -> Pace.NOMINAL);
    }

    private static Duration rest(Site site, boolean givesWay) {
        site.failed(CYCLE, BUSY, givesWay, NOW);
        return Duration.between(NOW, site.restsUntil());
    }

    /** A third party was on the phone: giving way to the other would give away the last call of the window. */
    @Test
    void nobodyGivesWayUntilItsWindowHasClosed() {
        for (int left : List.of(65, 80, 120, 140))
            for (int i = 0; i < 50; i++) {
                Site site = site("a" + i, once(NOW.minusSeconds(3600), NOW.plusSeconds(left)));
                long rest = rest(site, true).toSeconds();
                assertTrue(rest >= 60 && rest < left, rest + " s of " + left + ", site a" + i);
            }
    }

    @Test
    void whoHasTheTimeGivesWay() {
        Window window = once(NOW.minusSeconds(3600), NOW.plusSeconds(300));
        assertTrue(rest(site("a", window), true).compareTo(Duration.ofSeconds(150)) >= 0);
        assertFalse(rest(site("a", window), false).compareTo(Duration.ofSeconds(90)) >= 0);
        assertEquals(rest(site("a", Window.ALWAYS), true), rest(site("a", window), true));
    }

    /** Less than a cycle is left: there is nothing to save. */
    @Test
    void noRestIsShorterThanACycle() {
        assertEquals(CYCLE, rest(site("a", once(NOW.minusSeconds(3600), NOW.plusSeconds(30))), true));
    }
}
