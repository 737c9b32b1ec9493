package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

class StoredTimersTest {
    private final Rig rig = new Rig(policy(with(route("east", "east.example"), NEVER), route("back", "x.example")));

    /** A folder that a later version has used, or a damaged one. */
    @Test
    void timersOfUnknownKindsNeitherEndTheServerNorHoldUpOthers() {
        Envelope mail = rig.waiting(rig.send("s@x.example", "a@east.example")).getFirst();
        IntStream.of(-1, TimerKind.values().length, 127).forEach(kind -> IntStream.range(0, 60).forEach(i -> {
            byte[] key = Keys.timer(Rig.START.plusMillis(i), TimerKind.EXPIRY, mail.id());
            key[8] = (byte) kind;
            rig.store.stage(new Batch().put(Family.TIMERS, key, Keys.nothing()));
        }));
        rig.store.sync();
        rig.crash();
        rig.pass(Duration.ofHours(13));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
        assertEquals(180, rig.store.keys(Family.TIMERS).stream()
                .filter(key -> Arrays.stream(TimerKind.values()).noneMatch(kind -> kind.ordinal() == key[8])).count());
    }
}
