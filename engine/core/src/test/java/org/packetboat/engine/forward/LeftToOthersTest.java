package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.Rig;

/** Mail that has to go another way: the reason that is shown is the one that holds. */
class LeftToOthersTest {
    private static final String CARRIED = "Received: from sea ([10.0.0.1])\r\n\tby hub (carried by sea.example) "
            + "with ESMTP; now\r\n\r\n";
    private static final Duration HOUR = Duration.ofHours(1);

    private static String reason(Rig rig, Policy policy, Route route, Envelope envelope) {
        return new NextHopForecast(() -> policy)
                .elsewhere(envelope, rig.queue.body(envelope.message()), route, rig.clock.now())
                .map(reply -> reply.status() + " " + reply.text()).orElse("");
    }

    @Test
    void theNextServerHasCarriedIt() {
        Route back = with(route("via:sea", "a.example"), new Transport.Router("10.0.0.1", 25, List.of("sea.example")));
        Policy policy = policy(back);
        Rig rig = new Rig(policy);
        Envelope mail = rig.waiting(rig.accept(Rig.submission("s@x", "u@a.example"), CARRIED.getBytes())).getFirst();
        assertEquals("4.4.6 This mail has to go another way: the next server has carried it",
                reason(rig, policy, back, mail));
        assertTrue(shown(rig).endsWith(": the next server has carried it"), shown(rig));
    }

    private static String shown(Rig rig) {
        List<DomainStatus> shown = new ArrayList<>();
        rig.node.overview().domain(new Domain("a.example"), shown::add);
        rig.settle();
        return shown.getFirst().lastReply().map(Object::toString).orElse("");
    }

    @Test
    void itIsTooLargeForTheWindowsOfThisRoute() {
        Route small = withCost(with(with(route("east", "a.example"), every(HOUR, HOUR.dividedBy(6),
                Duration.ofSeconds(30))), TooLarge.NEXT_ROUTE), 1);
        Policy policy = policy(small, withCost(route("far", "a.example"), 5));
        Rig rig = new Rig(policy);
        Envelope mail = rig.waiting(rig.send("s@x", 129_000, "u@a.example")).getFirst();
        assertEquals("4.3.4 This mail has to go another way: it is too large for the windows of this route",
                reason(rig, policy, small, mail));
        assertEquals("", reason(rig, policy, policy.candidates(new Domain("a.example")).getLast(), mail));
    }
}
