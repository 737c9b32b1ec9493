package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * The disk has been full for so long that no id is left for a notice: what needed one is done once there is room again.
 */
class UsedUpIdsTest {
    private final Rig rig = new Rig(policy(with(route("west", "west.example", "sender.example"), SimRoutes.NEVER)));
    private final QueueId first = rig.send("s@sender.example", "a@west.example", "b@local.example");
    private final QueueId second = rig.send("s@sender.example", "c@west.example");

    /** Nothing can be written until {@link #freeDisk}, and no id is left. */
    private void fillDisk() {
        rig.store.failNext(Integer.MAX_VALUE);
        assertThrows(StoreException.class, () -> {
            while (true)
                rig.queue.newId();
        });
    }

    private void freeDisk() {
        rig.store.failNext(0);
        rig.pass(Duration.ofMinutes(5));
    }

    private void bothAreReturned() {
        assertEquals(0, rig.depth("west.example"));
        rig.pass(Reporting.GATHER);
        assertEquals(Set.of(first, second), rig.events(StatusEvent.NoticeSent.class).stream()
                .map(StatusEvent.NoticeSent::message).collect(Collectors.toSet()));
    }

    @Test
    void expiredMailIsReturned() {
        rig.pass(Duration.ofHours(5));
        fillDisk();
        rig.pass(Duration.ofHours(8));
        freeDisk();
        bothAreReturned();
    }

    @Test
    void operatorIsAnsweredAndMayAskAgain() {
        fillDisk();
        Target west = Target.parse("west.example", _ -> true);
        assertTrue(rig.say(answer -> rig.node.operator().expire(west, answer)).contains("the disk did not take"));
        freeDisk();
        assertEquals("expired 2", rig.say(answer -> rig.node.operator().expire(west, answer)));
        bothAreReturned();
    }

    @Test
    void damagedMailIsSetAside() {
        fillDisk();
        rig.queue.noteUnreadable(second, "its bytes are damaged");
        rig.pass(Duration.ofMinutes(1));
        freeDisk();
        assertEquals(List.of(second), rig.queue.dead(9).stream().map(e -> e.id().message()).toList());
    }
}
