package org.packetboat.protocols.smtp.pickup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.Rig;
import org.packetboat.protocols.smtp.server.port.PickUp;

/** Who may ask for what by ETRN (RFC 1985). */
class WaitingMailTest {
    private final Rig rig = new Rig(policy(route("west", "west.example"), route("coast", "*.coast.example"),
            route("east", "east.example")));
    private final PickUp mail = new WaitingMail(rig.node, _ -> {
        throw new AssertionError("nobody turns his connection round");
    }, Map.of("wes", List.of("west", "coast")));

    private String etrn(String user, String node) {
        List<Reply> answers = new ArrayList<>();
        mail.start(user, node, answers::add);
        rig.settle();
        return answers.getFirst().toString();
    }

    @Test
    void givesTheUserTheMailOfHisSitesOnly() {
        rig.send("s@x", "a@west.example");
        rig.send("s@x", "a@east.example");
        assertEquals("253 2.0.0 Ok, 1 pending messages for node west.example started", etrn("wes", "west.example"));
        assertEquals("253 2.0.0 Ok, 1 pending messages for node #west started", etrn("wes", "#west"));
        assertEquals("251 2.0.0 Ok, no messages waiting for node #coast", etrn("wes", "#coast"));
        for (String other : List.of("east.example", "#east", "#nowhere", "@east.example"))
            assertEquals("459 4.7.1 You may not ask for this node's mail", etrn("wes", other));
        assertEquals("459 4.7.1 You may not ask for this node's mail", etrn("eve", "west.example"));
    }

    @Test
    void aDomainWithAllBelowItIsAskedForByAnAtSign() {
        rig.send("s@x", "a@la.coast.example");
        rig.send("s@x", "a@sd.coast.example");
        rig.send("s@x", "a@west.example");
        assertEquals("253 2.0.0 Ok, 2 pending messages for node @coast.example started", etrn("wes", "@coast.example"));
        assertEquals("253 2.0.0 Ok, 1 pending messages for node @la.coast.example started",
                etrn("wes", "@la.coast.example"));
        assertEquals("253 2.0.0 Ok, 3 pending messages for node @example started", etrn("wes", "@example"));
        assertEquals("251 2.0.0 Ok, no messages waiting for node @bay.coast.example",
                etrn("wes", "@bay.coast.example"));
    }
}
