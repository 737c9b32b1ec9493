package org.packetboat.app.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.hub.SiteClaims.Verdict;
import org.packetboat.engine.mail.Reply;
import org.packetboat.schedules.file.HubServer;

/** The machine {@code south}, and how it carries questions to {@code north} and back. */
class HubClaimsTest {
    private static final HubServer.Address THERE = new HubServer.Address("there", 25);
    private static final List<HubServer> SERVERS = List.of(new HubServer("north", List.of(), Optional.of(THERE)),
            new HubServer("south", List.of(), Optional.empty()));

    private final List<String> asked = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    private HubClaims south(HubClaims.Asking question, String... called) {
        HubClaims claims = new HubClaims("south", SERVERS, question,
                (site, answer) -> answer.accept(List.of(called).contains(site)),
                (way, why) -> heard.add(way + " " + why.map(Reply::text).orElse("lives")));
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
        assertEquals(List.of("denver@north Server north: connection refused"), heard);
    }

    /** Also one that says no. */
    @Test
    void anyAnswerIsASignOfLife() {
        AtomicBoolean dead = new AtomicBoolean(true);
        HubClaims claims = south((_, _, _) -> {
            if (dead.get()) throw new IOException("timed out");
            return false;
        });
        claims.claim("denver");
        dead.set(false);
        assertEquals(new Verdict.Denied("north"), claims.claim("denver"));
        assertEquals(List.of("denver@north Server north: timed out", "denver@north lives"), heard);
    }

    /** That mail could not be handed to it was seen by others. */
    @Test
    void anAnswerIsASignOfLifeAlsoOfAMachineThatAnsweredEveryQuestion() {
        HubClaims claims = south((_, _, _) -> false);
        claims.claim("denver");
        assertEquals(List.of("denver@north lives"), heard);
    }

    /** None leads to a machine for a site that this one calls first; that of two servers has the first one's name. */
    @Test
    void whatIsHeardIsToldOfAWayThatIsThere() {
        HubServer other = new HubServer("north-2", List.of(), Optional.of(THERE));
        HubClaims claims = new HubClaims("south", Stream.concat(SERVERS.stream(), Stream.of(other)).toList(),
                (_, _, _) -> {
                    throw new IOException("timed out");
                }, (_, answer) -> answer.accept(false),
                (way, why) -> heard.add(way + " " + why.map(Reply::text).orElse("lives")));
        claims.share(Map.of("aspen", new SharedSite(List.of("south", "north"), Set.of("south")),
                "denver", new SharedSite(List.of("north", "north-2", "south"), Set.of("south"))));
        claims.claim("aspen");
        claims.claimed("denver", "north-2", _ -> {});
        assertEquals(List.of("denver@north Server north: timed out", "denver@north lives"), heard);
    }

    /** Its life may have been seen elsewhere, or been told by its other server. */
    @Test
    void deathIsToldEachTime() {
        HubServer other = new HubServer("north-2", List.of(), Optional.of(THERE));
        HubClaims claims = new HubClaims("south", Stream.concat(SERVERS.stream(), Stream.of(other)).toList(),
                (_, _, _) -> {
                    throw new IOException("timed out");
                }, (_, answer) -> answer.accept(false),
                (way, why) -> heard.add(way + " " + why.map(Reply::text).orElse("lives")));
        claims.share(Map.of("denver", new SharedSite(List.of("north", "south", "north-2"), Set.of("south"))));
        claims.claim("denver");
        claims.claimed("denver", "north-2", _ -> {});
        claims.claim("denver");
        String north = "denver@north Server north: timed out";
        String second = "denver@north Server north-2: timed out";
        assertEquals(List.of(north, second, "denver@north lives", north, second), heard);
    }

    @Test
    void questionIsASignOfLife() {
        HubClaims claims = south((_, _, _) -> {
            throw new IOException("timed out");
        });
        claims.claim("denver");
        answers(claims, "denver");
        assertEquals("denver@north lives", heard.getLast());
    }

    @Test
    void otherMachinesMayCallWhatWeAreNotInSessionWith() {
        HubClaims claims = south((_, _, _) -> true, "denver");
        assertEquals(List.of(false), answers(claims, "denver"));
        assertEquals(List.of(true), answers(claims, "boston"));
    }
}
