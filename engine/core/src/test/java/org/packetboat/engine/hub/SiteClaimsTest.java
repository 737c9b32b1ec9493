package org.packetboat.engine.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.hub.SiteClaims.Answer;
import org.packetboat.engine.hub.SiteClaims.Step;
import org.packetboat.engine.hub.SiteClaims.Verdict;

/** Machines that may all call Denver: {@code north} before {@code south} before {@code west}. */
class SiteClaimsTest {
    private static final Step GRANTED = new Verdict.Granted();

    private final SiteClaims north = machine("north", "north", "south");
    private final SiteClaims south = machine("south", "north", "south");

    private static SiteClaims machine(String name, String... servers) {
        SiteClaims machine = new SiteClaims(name);
        machine.share(Map.of("denver", new SharedSite(List.of(servers), Set.of(name))));
        return machine;
    }

    private static Step ask(String server, String as) {
        return new Step.Ask("denver", server, as);
    }

    @Test
    void whoeverAsksFirstMayCallAndTheOtherMayNotMeanwhile() {
        assertEquals(ask("north", "south"), south.want("denver"));
        assertEquals(Answer.FREE_WITHOUT_SESSION, north.asked("denver", "south"));
        assertEquals(GRANTED, south.answered("denver", "north", true));
        assertEquals(ask("south", "north"), north.want("denver"));
        assertEquals(Answer.FREE_WITHOUT_SESSION, south.asked("denver", "north"));
        assertEquals(new Verdict.Denied("south"), north.answered("denver", "south", false));
        assertEquals(ask("south", "north"), north.want("denver"));
    }

    @Test
    void theFirstOfTheListWinsWhenBothAskAtOnce() {
        assertEquals(ask("south", "north"), north.want("denver"));
        assertEquals(ask("north", "south"), south.want("denver"));
        assertEquals(Answer.TAKEN, north.asked("denver", "south"));
        assertEquals(Answer.FREE, south.asked("denver", "north"));
        assertEquals(GRANTED, north.answered("denver", "south", true));
        assertEquals(new Verdict.Denied("north"), south.answered("denver", "north", false));
    }

    @Test
    void whoHasLetAnotherByDoesNotCallThoughNobodyIsFoundCalling() {
        assertEquals(ask("north", "south"), south.want("denver"));
        assertEquals(Answer.FREE, south.asked("denver", "north"));
        assertEquals(new Verdict.Denied("north"), south.answered("denver", "north", true));
        assertEquals(Answer.FREE_WITHOUT_SESSION, south.asked("denver", "north"));
    }

    @Test
    void theSecondOfTheListIsKeptWaitingWhileTheFirstAsks() {
        assertEquals(ask("south", "north"), north.want("denver"));
        assertEquals(Answer.TAKEN, north.asked("denver", "south"));
        assertEquals(Answer.TAKEN, north.asked("denver", "a server that nobody named"));
    }

    @Test
    void othersAreAskedOneAfterTheOtherUntilOneSaysNo() {
        SiteClaims middle = machine("south", "north", "south", "west", "east");
        assertEquals(ask("north", "south"), middle.want("denver"));
        assertEquals(ask("west", "south"), middle.answered("denver", "north", true));
        assertEquals(new Verdict.Denied("west"), middle.answered("denver", "west", false));
        assertEquals(Answer.FREE_WITHOUT_SESSION, middle.asked("denver", "north"));
    }

    @Test
    void siteThatNobodyElseMayCallIsCalledAtOnce() {
        assertFalse(north.isShared("boston"));
        assertEquals(GRANTED, north.want("boston"));
        assertTrue(north.isShared("denver"));
    }

    @Test
    void secondWishOfTheSameMachineIsDeniedWhileTheFirstIsUndecided() {
        assertEquals(ask("south", "north"), north.want("denver"));
        assertEquals(new Verdict.Denied("north"), north.want("denver"));
        assertEquals(GRANTED, north.answered("denver", "south", true));
    }

    @Test
    void wishUnderWayGoesOnWhenTheSchedulesChange() {
        assertEquals(ask("south", "north"), north.want("denver"));
        north.share(Map.of());
        assertEquals(Answer.TAKEN, north.asked("denver", "south"));
        assertEquals(GRANTED, north.answered("denver", "south", true));
    }
}
