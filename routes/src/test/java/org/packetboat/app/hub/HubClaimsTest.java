package org.packetboat.app.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.schedules.file.HubServer;

/** Two machines that may both call Denver, {@code north} before {@code south}. */
class HubClaimsTest {
    private static final HubServer.Address THERE = new HubServer.Address("there", 25);
    private static final HubClaims.Result GRANTED = new HubClaims.Result.Granted();

    private final Set<String> called = new HashSet<>();
    private HubClaims north = new HubClaims("north", (_, site, server) -> asked(this.south, site, server));
    private HubClaims south = new HubClaims("south", (_, site, server) -> asked(this.north, site, server));

    HubClaimsTest() {
        ready("north", north);
        ready("south", south);
    }

    private void ready(String name, HubClaims claims) {
        claims.share(Map.of("denver", List.of(server("north", name), server("south", name))));
        claims.watch((site, answer) -> answer.accept(called.contains(name + " " + site)));
    }

    private static HubServer server(String name, String here) {
        return new HubServer(name, List.of(), name.equals(here) ? Optional.empty() : Optional.of(THERE));
    }

    private static boolean asked(HubClaims claims, String site, String server) {
        List<Boolean> answers = new ArrayList<>();
        claims.claimed(site, server, answers::add);
        return answers.getFirst();
    }

    @Test
    void whoeverAsksFirstMayCallAndTheOtherMayNotMeanwhile() {
        assertEquals(GRANTED, south.claim("denver"));
        called.add("south denver");
        assertEquals(new HubClaims.Result.Denied("south"), north.claim("denver"));
        called.clear();
        assertEquals(GRANTED, north.claim("denver"));
    }

    @Test
    void theFirstOfTheListWinsWhenBothAskAtOnce() {
        List<HubClaims.Result> norths = new ArrayList<>();
        south = new HubClaims("south", (_, site, server) -> {
            norths.add(north.claim(site));
            called.add("north denver");
            return asked(north, site, server);
        });
        ready("south", south);
        assertEquals(new HubClaims.Result.Denied("north"), south.claim("denver"));
        assertEquals(List.of(GRANTED), norths);
    }

    @Test
    void whoHasLetAnotherByDoesNotCallThoughNobodyIsFoundCalling() {
        south = new HubClaims("south", (_, site, server) -> {
            boolean free = asked(north, site, server);
            assertEquals(GRANTED, north.claim(site));
            return free;
        });
        ready("south", south);
        assertEquals(new HubClaims.Result.Denied("north"), south.claim("denver"));
    }

    @Test
    void theSecondOfTheListIsKeptWaitingWhileTheFirstAsks() {
        List<HubClaims.Result> souths = new ArrayList<>();
        north = new HubClaims("north", (_, site, server) -> {
            boolean free = asked(south, site, server);
            souths.add(south.claim(site));
            return free;
        });
        ready("north", north);
        assertEquals(GRANTED, north.claim("denver"));
        assertEquals(List.of(new HubClaims.Result.Denied("north")), souths);
    }

    @Test
    void machineThatIsDownIsNotWaitedFor() {
        HubClaims alone = new HubClaims("south", (_, _, _) -> {
            throw new IOException("connection refused");
        });
        ready("south", alone);
        assertEquals(GRANTED, alone.claim("denver"));
    }
}
