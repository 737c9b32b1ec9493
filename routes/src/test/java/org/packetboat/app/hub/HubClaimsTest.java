package org.packetboat.app.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.hub.SiteClaims.Verdict;
import org.packetboat.schedules.file.HubServer;

/** The machine {@code south}, and how it carries questions to {@code north} and back. */
class HubClaimsTest {
    private static final HubServer.Address THERE = new HubServer.Address("there", 25);
    private static final List<HubServer> SERVERS = List.of(new HubServer("north", List.of(), Optional.of(THERE)),
            new HubServer("south", List.of(), Optional.empty()));

    private final List<String> asked = new ArrayList<>();

    private static HubClaims south(HubClaims.Asking question, String... called) {
        HubClaims claims = new HubClaims("south", SERVERS, question,
                (site, answer) -> answer.accept(List.of(called).contains(site)));
        claims.share(Map.of("denver", new SharedSite(List.of("north", "south"), Set.of("south"))));
        return claims;
    }

    private static List<Boolean> answers(HubClaims claims, String site) {
        List<Boolean> answers = new ArrayList<>();
        claims.claimed(site, "north", answers::add);
        return answers;
    }

    @Test
    void machineIsAskedAtItsAddressAndItsWordHolds() {
        HubClaims claims = south((there, site, server) -> {
            asked.add(server + " for " + site + " at " + there.host());
            return false;
        });
        assertEquals(new Verdict.Denied("north"), claims.claim("denver"));
        assertEquals(List.of("south for denver at there"), asked);
    }

    @Test
    void machineThatIsDownIsNotWaitedFor() {
        HubClaims alone = south((_, _, _) -> {
            throw new IOException("connection refused");
        });
        assertEquals(new Verdict.Granted(), alone.claim("denver"));
    }

    @Test
    void otherMachinesMayCallWhatWeAreNotInSessionWith() {
        HubClaims claims = south((_, _, _) -> true, "denver");
        assertEquals(List.of(false), answers(claims, "denver"));
        assertEquals(List.of(true), answers(claims, "boston"));
    }
}
