package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.sim.Rig;

/** The server is {@code hub.example}, which is no local domain; {@code local.example} is one. */
class PostmasterTest {
    private static final Policy POLICY = policy(route("east", "*"));

    private static List<String> members(Policy policy, String address) {
        return policy.expand(Address.parse(address)).stream().map(Address::toString).toList();
    }

    @Test
    void postmasterAtTheServersNameIsTheOneOfALocalDomain() {
        assertEquals(List.of("postmaster@local.example"), members(POLICY, "PostMaster@HUB.example"));
        assertEquals(List.of("other@hub.example"), members(POLICY, "other@hub.example"));
    }

    @Test
    void postmasterAtTheServersNameIsTheOperatorWhereThereIsOne() {
        Policy told = POLICY
                .with(new Reporting(Optional.of(Address.parse("anna@far.example")), Reporting.USUAL.keep()));
        assertEquals(List.of("anna@far.example"), members(told, "postmaster@hub.example"));
    }

    @Test
    void anAliasSaysWhoItIs() {
        Policy named = POLICY.with(new Aliases(Map.of(Address.parse("postmaster@hub.example"),
                List.of(Address.parse("bob@far.example")))));
        assertEquals(List.of("bob@far.example"), members(named, "postmaster@hub.example"));
        Policy local = POLICY.with(new Aliases(Map.of(Address.parse("postmaster@local.example"),
                List.of(Address.parse("bob@far.example")))));
        assertEquals(List.of("bob@far.example"), members(local, "postmaster@hub.example"));
    }

    /** It is not sent away by the route for everything else, which would bring it back. */
    @Test
    void mailForItStaysHere() {
        Rig rig = new Rig(POLICY);
        rig.send("s@x.example", "postmaster@hub.example");
        assertEquals(List.of("local"), rig.outlet.called());
        assertEquals(List.of(), rig.line.called());
    }
}
