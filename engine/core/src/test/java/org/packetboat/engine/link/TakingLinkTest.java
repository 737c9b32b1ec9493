package org.packetboat.engine.link;

import org.packetboat.engine.sim.SimRoutes;
import java.time.Instant;
import java.util.Optional;

/** What tests of links stand on is a link itself. */
class TakingLinkTest extends LinkContract {
    @Override
    protected Link.Session call(Supply supply) {
        return new TakingLink().open(
                new Call(SimRoutes.route("denver", "denver.example"), Optional.empty(), Instant.MAX), supply);
    }
}
