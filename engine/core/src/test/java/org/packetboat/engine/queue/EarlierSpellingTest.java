package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** A folder that version 0.1.0 wrote, with mail for a domain in Unicode. */
class EarlierSpellingTest {
    private static final Domain DOMAIN = new Domain("bücher.example");
    private static final byte[] EARLIER = "bücher.example".getBytes(StandardCharsets.UTF_8);

    private final Rig rig = new Rig(policy(with(route("west", "*"), SimRoutes.NEVER)));
    private final QueueId first = rig.send("s@x", "a@bücher.example");
    private final Envelope one = rig.waiting(first).getFirst();

    /** Puts the mail where 0.1.0 had it. */
    @BeforeEach
    void asItWas() {
        byte[] place = Keys.order(DOMAIN, one.priority(), one.id());
        byte[] earlier = earlier(place, 0);
        Batch batch = new Batch().put(Family.ORDER, earlier, OrderEntry.encode(one)).delete(Family.ORDER, place);
        for (byte[] count : new byte[][]{Keys.depth(DOMAIN), Keys.bytes(DOMAIN)}) {
            batch.add(earlier(count, 1), rig.store.count(count)).delete(Family.COUNTERS, count);
        }
        batch.put(Family.TIMERS, Keys.timer(one.expires(), TimerKind.HEAD, one.id()), earlier);
        batch.put(Family.META, Keys.hold("bücher.example"), Keys.nothing());
        rig.store.stage(batch);
    }

    private static byte[] earlier(byte[] key, int prefix) {
        int name = DOMAIN.name().length();
        byte[] moved = Arrays.copyOf(key, key.length - name + EARLIER.length);
        System.arraycopy(EARLIER, 0, moved, prefix, EARLIER.length);
        System.arraycopy(key, prefix + name, moved, prefix + EARLIER.length, key.length - prefix - name);
        return moved;
    }

    @Test
    void whatWaitsAndWhatHoldsItIsMoved() {
        MailQueue queue = new MailQueue(rig.store);
        assertEquals(1, queue.domain(DOMAIN).depth());
        assertEquals(one.message().size(), queue.domain(DOMAIN).bytes());
        assertEquals(one.id(), queue.walk(DOMAIN).peek().orElseThrow().id());
        assertEquals(Set.of(DOMAIN.name()), queue.holds());
        assertTrue(Arrays.equals(Keys.order(DOMAIN, one.priority(), one.id()),
                rig.store.get(Family.TIMERS, Keys.timer(one.expires(), TimerKind.HEAD, one.id())).orElseThrow()));
    }

    @Test
    void onceIsEnough() {
        new MailQueue(rig.store);
        assertEquals(1, new MailQueue(rig.store).domain(DOMAIN).depth());
    }

    @Test
    void aRepairBeforeItCountsNothingTwice() {
        QueueRepair.run(rig.store);
        MailQueue queue = new MailQueue(rig.store);
        assertEquals(1, queue.domain(DOMAIN).depth());
        assertEquals(1, QueueRepair.run(rig.store).envelopes());
    }
}
