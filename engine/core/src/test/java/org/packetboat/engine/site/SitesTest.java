package org.packetboat.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.RateMeter;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.time.Plausible;

class SitesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final Route NET = with(route("net", "*"), SimRoutes.DNS);

    private final MailQueue queue = new MailQueue(new SimStore(1));
    private final Sites sites = new Sites((_, _) -> Set.of("hub"), () -> Pace.NOMINAL, this::limit);
    private final MaxRate one = new MaxRate(1, Duration.ofHours(1));

    private void limit(Site site) {
        if (site.route().terms().maxRate().isPresent())
            site.handedBy(Optional.of(new RateMeter(queue.calls().rates(), site.name(), one)));
    }

    /** Its mail has gone by now. */
    private Site had(Route route, String domain) {
        return sites.feed(route, queue.domain(new Domain(domain)), NOW);
    }

    /** A provider counts on while nothing waits for it here. */
    @Test
    void domainsRateOutlivesItsSite() {
        Route limited = NET.on(NET.terms().with(one));
        queue.startClock(NOW, Plausible.ALWAYS, () -> Duration.ZERO);
        had(limited, "far.example").rate().orElseThrow().give(NOW);
        sites.forgetIdle(_ -> false, NOW.plusSeconds(1));
        assertEquals(List.of(), names());
        assertEquals(NOW.plus(one.per()), had(limited, "far.example").mayHaveNext());
    }

    @Test
    void sitesOfSingleDomainsAreLetGoOnceTheyNeitherRestNorAreSpokenTo() {
        had(NET, "gone.example");
        had(NET, "rests.example").rest(NOW.plusSeconds(1), new Reply(451, "4.4.1", "busy"));
        Site busy = had(NET, "busy.example");
        had(route("west", "west.example"), "west.example");
        sites.forgetIdle(busy::equals, NOW);
        assertEquals(List.of("net/busy.example", "net/rests.example", "west"), names());
        sites.forgetIdle(_ -> false, NOW.plusSeconds(1));
        assertEquals(List.of("west"), names());
    }

    @Test
    void restIsRememberedWhenTheRoutesChangeAndForgottenWhenItIsOver() {
        had(NET, "far.example").rest(NOW.plusSeconds(9), new Reply(451, "4.4.1", "busy"));
        sites.reset(NOW);
        sites.reset(NOW);
        assertEquals(NOW.plusSeconds(9), sites.restsUntil(NET, new Domain("far.example")));
        sites.reset(NOW.plusSeconds(9));
        assertEquals(Instant.MIN, sites.restsUntil(NET, new Domain("far.example")));
    }

    private List<String> names() {
        return sites.all().stream().map(Site::name).sorted().toList();
    }
}
