package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;

/** Where mail ends in a simulated night keeps what every link promises. */
class HeadOfficeTest extends LinkContract {
    @Override
    protected Link.Session call(Supply supply) {
        Call call = new Call(Scenes.night(1, 1, 1, Scenes.SMOOTH, 0).sites().getFirst().route(), Optional.empty(),
                Instant.MAX);
        return new HeadOffice().open(call, supply);
    }
}
