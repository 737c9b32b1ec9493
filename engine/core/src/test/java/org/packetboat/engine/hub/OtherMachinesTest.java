package org.packetboat.engine.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/** A machine of a hub that has another one before it in the list of some sites. */
class OtherMachinesTest {
    private static final Transport NORTH = new Transport.Smtp(Optional.of("north"), 25, Tls.MAY);
    private static final Reply DEAD = new Reply(450, "4.4.1", "timed out");

    /** Three sites are north's, two are ours. */
    private final Rig south = new Rig(SimRoutes.policy(there("a"), there("b"), there("c"), here("a"), here("b"),
            here("c"), route("x", "x.example"), route("y", "y.example")));

    private static Route there(String site) {
        return with(route(site + "@north", site + ".example"), NORTH);
    }

    private static Route here(String site) {
        return withCost(route(site, site + ".example"), 3);
    }

    private void send(String... sites) {
        for (String site : sites)
            south.send("s@hub.example", "desk@" + site + ".example");
    }

    private List<String> called() {
        return south.line.called();
    }

    private void delivered() {
        south.line.last().deliverAll();
    }

    private void unreached() {
        south.line.last().end(new Ending.Unreached(DEAD));
    }

    @Test
    void handsOverBeforeItCallsItsOwn() {
        send("x", "y", "a", "b");
        delivered();
        delivered();
        delivered();
        delivered();
        assertEquals(List.of("x", "a@north", "b@north", "y"), called());
    }

    @Test
    void deadMachinesSitesAreNextAndOneCallFindsItDead() {
        send("x", "y", "a", "b", "c");
        delivered();
        unreached();
        delivered();
        delivered();
        delivered();
        delivered();
        assertEquals(List.of("x", "a@north", "a", "b", "c", "y"), called());
    }

    @Test
    void mailThatComesLaterDoesNotTryTheDeadMachineEither() {
        send("a");
        unreached();
        delivered();
        send("b");
        assertEquals(List.of("a@north", "a", "b"), called());
    }

    @Test
    void machineThatIsBackGetsItsMail() {
        send("a");
        unreached();
        delivered();
        south.pass(Duration.ofMinutes(3));
        send("b");
        delivered();
        send("c");
        assertEquals(List.of("a@north", "a", "b@north", "c@north"), called());
    }

    /** The question before a call had no answer, or had one. */
    @Test
    void claimsAreEvidence() {
        south.node.health("a@north", Optional.of(DEAD));
        south.settle();
        send("b");
        delivered();
        south.node.health("a@north", Optional.empty());
        south.settle();
        send("c");
        assertEquals(List.of("b", "c@north"), called());
    }

    /** Mail could not be handed to it; then it asks, or answers, whatever it says. */
    @Test
    void anAnswerOfAMachineThatMailCouldNotBeHandedToIsEvidence() {
        send("a");
        unreached();
        delivered();
        south.pass(Duration.ofSeconds(2));
        south.node.health("a@north", Optional.empty());
        south.settle();
        send("b", "a");
        delivered();
        delivered();
        assertEquals(List.of("a@north", "a", "b@north", "a@north"), called());
    }

    /** No mail was handed to it in vain. */
    @Test
    void sitesOfAMachineThatDidNotAnswerAreNext() {
        send("x", "y", "a", "b");
        south.node.health("c@north", Optional.of(DEAD));
        south.settle();
        delivered();
        delivered();
        delivered();
        delivered();
        assertEquals(List.of("x", "a", "b", "y"), called());
    }

    private void told(String way, Optional<Reply> why) {
        south.node.health(way, why);
        south.settle();
    }

    /** Which way is named may differ each time, as sites come and go. */
    @Test
    void lifeToldOfOneWayHoldsForTheWayWhoseDeathWasTold() {
        told("b@north", Optional.of(DEAD));
        told("a@north", Optional.empty());
        send("b");
        assertEquals(List.of("b@north"), called());
    }

    @Test
    void lifeToldWhileAWayIsGoneHoldsWhenItIsBack() {
        told("a@north", Optional.of(DEAD));
        south.replace(SimRoutes.policy(there("b"), here("a"), here("b")));
        told("b@north", Optional.empty());
        south.replace(SimRoutes.policy(there("a"), there("b"), here("a"), here("b")));
        send("a");
        assertEquals(List.of("a@north"), called());
    }

    @Test
    void lifeToldOfOneWayHoldsForTheWayThatFailed() {
        send("a");
        unreached();
        delivered();
        south.pass(Duration.ofSeconds(2));
        told("b@north", Optional.empty());
        send("a");
        assertEquals(List.of("a@north", "a", "a@north"), called());
    }

    /** The clock went back, and its site rests for up to a cycle. */
    @Test
    void lifeToldAfterTheClockWentBackHoldsForTheWayThatFailed() {
        send("a");
        unreached();
        delivered();
        south.pass(Duration.ofSeconds(2));
        south.shift(Duration.ofSeconds(-1));
        told("b@north", Optional.empty());
        south.pass(Duration.ofSeconds(2));
        send("a");
        assertEquals(List.of("a@north", "a", "a@north"), called());
    }

    /** One of two sites has no other way. */
    @Test
    void mailThatWaitsForTheMachineGoesAtOnceWhenItLives() {
        south.replace(SimRoutes.policy(there("a"), there("b"), here("b")));
        send("a");
        unreached();
        south.pass(Duration.ofSeconds(2));
        told("b@north", Optional.empty());
        assertEquals(List.of("a@north", "a@north"), called());
    }

    /** The way by which it is tried has no other. */
    @Test
    void mailThatItTakesIsASignOfLifeForAllItsWays() {
        south.replace(SimRoutes.policy(there("a"), there("b"), here("b")));
        told("b@north", Optional.of(DEAD));
        send("a");
        delivered();
        send("b");
        assertEquals(List.of("a@north", "b@north"), called());
    }

    @Test
    void sessionThatEndsForItsDeathIsNoSignOfLife() {
        send("a");
        told("a@north", Optional.of(DEAD));
        south.line.last().end(new Ending.Stopped("all hosts of a@north are down"));
        delivered();
        send("b");
        assertEquals(List.of("a@north", "a", "b"), called());
    }

    /** What began before it died hangs, and ends at last. */
    @Test
    void sessionThatIsLostIsNoSignOfLife() {
        send("b");
        told("a@north", Optional.of(DEAD));
        south.line.last().end(new Ending.Dropped(DEAD));
        delivered();
        send("c");
        assertEquals(List.of("b@north", "b", "c"), called());
    }

    @Test
    void deathThatWasToldIsKnownAfterTheClockWentBack() {
        told("a@north", Optional.of(DEAD));
        south.shift(Duration.ofHours(-5));
        send("b");
        assertEquals(List.of("b"), called());
    }

    @Test
    void deathToldAgainHoldsUntilItLives() {
        told("a@north", Optional.of(DEAD));
        told("a@north", Optional.empty());
        told("a@north", Optional.of(DEAD));
        told("b@north", Optional.of(DEAD));
        send("b");
        delivered();
        told("a@north", Optional.empty());
        send("b");
        assertEquals(List.of("b", "b@north"), called());
    }

    @Test
    void clockThatWentBackLeavesNoMachineAlone() {
        send("a");
        unreached();
        delivered();
        south.shift(Duration.ofHours(-5));
        south.pass(Duration.ofMinutes(3));
        send("b");
        assertEquals("b@north", called().getLast());
    }
}
