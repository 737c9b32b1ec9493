package org.packetboat.protocols.dialup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Reply;

/** The table of {@link LinkState}, row by row; a session is a name. */
class LinkStateTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Reply NO_CARRIER = new Reply(450, "4.4.1", "no carrier");
    private static final InetAddress OURS = InetAddress.getLoopbackAddress();
    private static final Raised.Up UP = new Raised.Up(List.of(OURS), Optional.empty());

    private final LinkState<String> link = new LinkState<>(TIMEOUT);
    private Instant now = Instant.parse("2026-11-20T03:00:00Z");
    private final Instant closes = now.plus(Duration.ofHours(3));

    private LinkState.Answer want(String session, String target) {
        return link.wanted(session, target, closes, now);
    }

    private int raising(String session, String target) {
        return assertInstanceOf(LinkState.Answer.Raise.class, want(session, target)).attempt();
    }

    private int up(String session, String target) {
        int attempt = raising(session, target);
        assertEquals(UP, link.raised(session, UP, now));
        return attempt;
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    @Test
    void firstSessionBringsItUpAndOthersWaitMeanwhile() {
        assertEquals(new LinkState.Answer.Raise(1, false), want("first", "denver"));
        assertEquals(new LinkState.Answer.Wait(), want("second", "denver"));
        assertEquals(Optional.empty(), link.upFor("denver"));
        link.raised("first", UP, now);
        assertEquals(new LinkState.Answer.Use(UP), want("second", "denver"));
        assertEquals(Optional.of(UP), link.upFor("denver"));
        assertEquals(Optional.empty(), link.upFor("boston"));
    }

    @Test
    void failureLeavesItDownAndTheSessionIsOver() {
        raising("first", "denver");
        assertTrue(link.isBusy());
        assertEquals(new Raised.Failed(NO_CARRIER), link.raised("first", new Raised.Failed(NO_CARRIER), now));
        assertFalse(link.isBusy());
        assertEquals(new LinkState.Answer.Raise(2, false), want("second", "boston"));
    }

    @Test
    void anotherTargetWaitsForNobodysSession() {
        up("first", "denver");
        assertEquals("4.4.5", assertInstanceOf(LinkState.Answer.Refuse.class, want("second", "boston")).why().status());
        link.over("first", now);
        assertEquals(new LinkState.Answer.Raise(2, true), want("second", "boston"));
        assertEquals(new LinkState.Answer.Wait(), want("third", "boston"));
        assertEquals(Optional.empty(), link.upFor("denver"));
    }

    @Test
    void goesDownWhenNoSessionHasDoneAnythingForTheTimeOut() {
        up("first", "denver");
        later(TIMEOUT.minusSeconds(1));
        link.used(now);
        later(TIMEOUT.minusSeconds(1));
        link.over("first", now);
        later(TIMEOUT.minusSeconds(1));
        link.heardAt(OURS, now);
        later(TIMEOUT.minusSeconds(1));
        link.heardAt(InetAddress.ofLiteral("192.0.2.1"), now);
        assertEquals(Optional.empty(), link.due(now));
        later(Duration.ofSeconds(1));
        assertEquals(Optional.of("idle"), link.due(now));
        assertEquals(Optional.empty(), link.due(now), "it is being lowered");
        assertEquals(new LinkState.Answer.Wait(), want("second", "denver"));
        link.lowered();
        assertEquals(new LinkState.Answer.Raise(2, false), want("second", "denver"));
    }

    @Test
    void sessionsThatDoNothingForTheTimeOutAreEndedFirst() {
        up("first", "denver");
        want("second", "denver");
        assertEquals(Set.of(), link.idle(now).sessions());
        later(TIMEOUT);
        assertEquals(Set.of("first", "second"), link.idle(now).sessions());
        assertEquals(Optional.empty(), link.due(now), "they still have it");
    }

    @Test
    void goesDownAtTheCloseOfTheLastWindowOfItsSessions() {
        up("first", "denver");
        Instant last = closes.plus(Duration.ofHours(1));
        link.wanted("second", "denver", last, now);
        now = last.minusSeconds(1);
        link.over("first", now);
        link.over("second", now);
        assertEquals(Optional.empty(), link.due(now));
        now = last;
        assertEquals(Optional.of("window closed"), link.due(now));
    }

    @Test
    void lossEndsItsSessions() {
        int attempt = up("first", "denver");
        assertEquals(Optional.of(new LinkState.Drop<>(Set.of("first"), NO_CARRIER)), link.lost(attempt, NO_CARRIER));
        assertEquals(Optional.empty(), link.lost(attempt, NO_CARRIER), "it is being lowered");
        assertEquals(Optional.empty(), link.upFor("denver"));
        link.lowered();
        link.over("first", now);
        up("second", "denver");
    }

    @Test
    void lossWhileItComesUpCountsAsFailureAndHasItLowered() {
        int attempt = raising("first", "denver");
        assertEquals(Optional.empty(), link.lost(attempt, NO_CARRIER));
        assertEquals(new Raised.Failed(NO_CARRIER), link.raised("first", UP, now));
        assertTrue(link.isChanging());
        link.lowered();
        assertFalse(link.isBusy());
        up("second", "denver");
    }

    @Test
    void lossOfAnEarlierTimeIsOld() {
        int earlier = up("first", "denver");
        link.over("first", now);
        up("second", "boston");
        assertEquals(Optional.empty(), link.lost(earlier, NO_CARRIER));
        assertEquals(Optional.of(UP), link.upFor("boston"));
    }

    @Test
    void closedItRefusesEverybodyAndGoesDown() {
        up("first", "denver");
        assertEquals(Set.of("first"), link.close());
        assertEquals("4.3.2", assertInstanceOf(LinkState.Answer.Refuse.class, want("second", "denver")).why().status());
        assertEquals(Optional.empty(), link.due(now));
        link.over("first", now);
        assertEquals(Optional.of("the server is going down"), link.due(now));
    }
}
