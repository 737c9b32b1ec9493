package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/** A domain moves to another site while a session of the site before still carries its mail. */
class MovedDomainTest {
    private final Rig rig = new Rig(policy(with(with(route("west", "x.example"), uucp("west")), SimRoutes.NEVER)));

    private static Route polled(Route r) {
        return new Route(r.site(), r.domains(), r.window(), r.windowName(), r.link(), r.transport(), r.cost(),
                r.retry(), r.msdead().time(), r.atClose(), r.rate(), Optional.of(Duration.ofHours(1)), List.of());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void siteThatIsToBeCalledAnywayWaitsUntilTheOtherSessionHasDone() {
        rig.send("a@b.example", "c@x.example");
        HandLink.HandSession west = rig.line.answer(session -> rig.node.answered("west", "line", session));
        Envelope carried = west.take();
        rig.replace(policy(polled(route("east", "x.example"))));
        assertEquals(List.of(), rig.line.called());
        west.deliver(carried);
        west.end(new Ending.Finished());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("east"), rig.line.called());
    }
}
