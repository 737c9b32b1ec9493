package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** A server that writes to everybody, for months. */
class ManyDomainsTest {
    private final Rig rig = new Rig(policy(with(route("net", "*"), SimRoutes.DNS)));

    private void writeToEverybody() {
        for (int i = 0; i < 3000; i++) {
            rig.send("s@x", "a@d" + i + ".example");
            assertEquals(1, rig.line.last().deliverAll());
        }
    }

    @Test
    void domainsWithoutMailAreLetGo() {
        writeToEverybody();
        assertTrue(rig.queue.domains().size() <= 1001, rig.queue.domains().size() + " are kept");
        writeToEverybody();
    }

    @Test
    void oneThatRestsIsKeptWithItsMail() {
        rig.send("s@x", "a@far.example");
        rig.line.last().end(new Ending.Unreached(new Reply(451, "4.4.1", "busy")));
        writeToEverybody();
        assertEquals(1, rig.depth("far.example"));
        assertEquals("net/d2999.example", rig.line.last().call().site());
        rig.pass(Duration.ofMinutes(1));
        assertEquals("net/far.example", rig.line.last().call().site());
    }

    @Test
    void theirCountsAreLetGoAtTheNextStart() {
        writeToEverybody();
        rig.crash();
        try (Store.Cursor counters = rig.store.scan(Family.COUNTERS, "D".getBytes(StandardCharsets.UTF_8),
                "E".getBytes(StandardCharsets.UTF_8))) {
            assertFalse(counters.next());
        }
    }
}
