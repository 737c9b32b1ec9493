package org.packetboat.connectors.dialup;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.dialup.Raised;

/** A link that is up for as long as it is needed. */
class SwitchedLinkTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Reply NO_CARRIER = new Reply(450, "4.4.1", "no carrier");

    private final FakeSwitch gear = new FakeSwitch();
    private final HeldLink smtp = new HeldLink();
    private SwitchedLink link = link(LONG);

    private SwitchedLink link(Duration timeout) {
        return new SwitchedLink("line", gear, timeout, _ -> smtp, this::server, Clock.systemUTC());
    }

    /** On the network behind the line there is one server. */
    private Optional<Transport> server(Transport.Asked where, Domain domain, List<InetAddress> from) {
        assertEquals(List.of(InetAddress.getLoopbackAddress()), from);
        return domain.equals(new Domain("ny.example")) ? Optional.of(Routes.host(where.address())) : Optional.empty();
    }

    @AfterEach
    void close() {
        link.close();
    }

    private ScriptedSupply open(String site) {
        ScriptedSupply supply = new ScriptedSupply();
        link.open(Routes.call(site, Routes.number("5550100")), supply);
        return supply;
    }

    @Test
    void comesUpForASessionToTheFarEndAndStaysUpForTheNext() throws Exception {
        assertFalse(link.isUp(Routes.route("denver", Routes.number("5550100"))));
        ScriptedSupply first = open("denver");
        HeldLink.Held session = smtp.next();
        assertEquals(new Transport.Smtp(Optional.of("127.0.0.1"), 25, Tls.OFF), session.call().route().transport());
        session.supply().ended(new Ending.Finished());
        assertEquals(new Ending.Finished(), first.ending());
        assertTrue(link.isUp(Routes.route("denver", Routes.number("5550100"))));
        open("denver");
        smtp.next();
        assertEquals(List.of("up denver"), gear.log);
    }

    @Test
    void goesDownAfterItsTimeOut() throws Exception {
        link.close();
        link = link(SHORT);
        open("denver");
        smtp.next().supply().ended(new Ending.Finished());
        await().until(() -> gear.log.equals(List.of("up denver", "down")));
    }

    @Test
    void sessionThatDoesNothingForTheTimeOutIsEnded() throws Exception {
        link.close();
        link = link(SHORT);
        ScriptedSupply supply = open("denver");
        assertEquals(new Ending.Dropped(new Reply(450, "4.4.2", "nothing happened for the route time-out")),
                supply.ending());
    }

    /** The far side calls back by ETRN, or sends its mail over the connection turned round. */
    @Test
    void mailThatComesInKeepsItUp() throws Exception {
        MovedClock clock = new MovedClock();
        link.close();
        gear.log.clear();
        link = new SwitchedLink("line", gear, SHORT, _ -> smtp, this::server, clock);
        open("denver");
        HeldLink.Held session = smtp.next();
        clock.move(SHORT.minusMillis(1));
        session.supply().active();
        clock.move(SHORT.minusMillis(1));
        link.heardAt(InetAddress.getLoopbackAddress());
        clock.move(SHORT.minusMillis(1));
        session.supply().ended(new Ending.Finished());
        clock.move(SHORT.minusMillis(1));
        link.heardAt(InetAddress.getLoopbackAddress());
        clock.move(SHORT.minusMillis(1));
        link.heardAt(InetAddress.ofLiteral("192.0.2.1"));
        assertEquals(List.of("up denver"), gear.log);
        clock.move(Duration.ofMillis(1));
        await().until(() -> gear.log.equals(List.of("up denver", "down")));
    }

    /** A clock that stands still until it is moved, and then for as long as it takes everybody to look at it. */
    private static final class MovedClock implements InstantSource {
        private final AtomicInteger looks = new AtomicInteger();
        private volatile Instant now = Instant.parse("2026-11-20T00:00:00Z");

        @Override
        public Instant instant() {
            looks.incrementAndGet();
            return now;
        }

        void move(Duration by) {
            now = now.plus(by);
            int seen = looks.get();
            await().until(() -> looks.get() > seen + 3);
        }
    }

    @Test
    void goesDownAtTheCloseOfItsWindow() throws Exception {
        ScriptedSupply supply = new ScriptedSupply();
        Call call = new Call(Routes.route("denver", Routes.number("1")), Optional.empty(), Instant.now());
        link.open(call, supply);
        smtp.next().supply().ended(new Ending.Stopped("window closed"));
        await().until(() -> gear.log.equals(List.of("up denver", "down")));
    }

    @Test
    void failureToComeUpIsTheSitesReply() throws Exception {
        gear.outcome = new Raised.Failed(NO_CARRIER);
        assertEquals(new Ending.Unreached(NO_CARRIER), open("denver").ending());
        assertTrue(smtp.isUntouched());
        assertFalse(link.isUp(Routes.route("denver", Routes.number("1"))));
    }

    @Test
    void linkThatGoesDownDropsItsSession() throws Exception {
        ScriptedSupply supply = open("denver");
        smtp.next();
        gear.lost.accept(NO_CARRIER);
        assertEquals(new Ending.Dropped(NO_CARRIER), supply.ending());
        await().until(() -> gear.log.equals(List.of("up denver", "down")));
        open("denver");
        smtp.next();
        assertEquals(List.of("up denver", "down", "up denver"), gear.log);
    }

    @Test
    void linkThatGoesDownAsItComesUpWasNeverUp() throws Exception {
        gear.meanwhile = lost -> lost.accept(NO_CARRIER);
        assertEquals(new Ending.Unreached(NO_CARRIER), open("denver").ending());
        assertEquals(List.of("up denver", "down"), gear.log);
    }

    @Test
    void linkThatGoesDownAsItComesUpForAnotherSiteWasNeverUp() throws Exception {
        open("denver");
        smtp.next().supply().ended(new Ending.Finished());
        await().until(() -> !link.isBusy());
        gear.meanwhile = lost -> lost.accept(NO_CARRIER);
        assertEquals(new Ending.Unreached(NO_CARRIER), open("boston").ending());
        assertEquals(List.of("up denver", "down", "up boston", "down"), gear.log);
    }

    @Test
    void whatIsHeardLateOfAnEarlierCallDoesNotEndThisOne() throws Exception {
        open("denver");
        HeldLink.Held first = smtp.next();
        Consumer<Reply> earlier = gear.lost;
        first.supply().ended(new Ending.Finished());
        await().until(() -> !link.isBusy());
        ScriptedSupply boston = open("boston");
        HeldLink.Held session = smtp.next();
        earlier.accept(NO_CARRIER);
        session.supply().ended(new Ending.Finished());
        assertEquals(new Ending.Finished(), boston.ending());
        assertEquals(List.of("up denver", "down", "up boston"), gear.log);
    }

    @Test
    void anotherSiteHasItDialledAnewOrIsToldThatItIsInUse() throws Exception {
        open("denver");
        HeldLink.Held session = smtp.next();
        assertTrue(((Ending.Unreached) open("boston").ending()).reply().text().contains("in use"));
        session.supply().ended(new Ending.Finished());
        await().until(() -> link.isUp(Routes.route("denver", Routes.number("5550100"))));
        open("boston");
        smtp.next();
        assertEquals(List.of("up denver", "down", "up boston"), gear.log);
    }

    @Test
    void stopWhileItComesUpEndsTheAttempt() throws Exception {
        gear.gate = new CountDownLatch(1);
        ScriptedSupply supply = new ScriptedSupply();
        Link.Session session = link.open(Routes.call("denver", Routes.number("1")), supply);
        gear.raising.await();
        session.stop(false, "window closed");
        assertEquals(new Ending.Stopped("window closed"), supply.ending());
        assertTrue(smtp.isUntouched());
    }

    @Test
    void takesTheLinkDownWhenTheServerStops() throws Exception {
        ScriptedSupply supply = open("denver");
        smtp.next();
        link.close();
        supply.ending();
        assertEquals(List.of("up denver", "down"), gear.log);
    }

    @Test
    void farEndWithoutAnAddressNeedsAHost() throws Exception {
        gear.outcome = new Raised.Up(List.of(), Optional.empty());
        assertTrue(((Ending.Unreached) open("denver").ending()).reply().isPermanent());
        ScriptedSupply supply = new ScriptedSupply();
        link.open(Routes.call("boston", Routes.host("10.0.0.9")), supply);
        assertEquals(Routes.host("10.0.0.9"), smtp.next().call().route().transport());
    }

    @Test
    void severalHostsAreTriedBeyondTheFarEnd() throws Exception {
        Transport.Hosts hosts = new Transport.Hosts(List.of(new SiteHost("10.0.0.9", 25, 10)), Probe.USUAL, Tls.OFF);
        Call call = Routes.call("denver", new Transport.DialUp(Optional.of("1"), Optional.of(hosts), 25, Tls.OFF));
        assertEquals(Optional.empty(), link.from(call.route()));
        link.open(call, new ScriptedSupply());
        HeldLink.Held session = smtp.next();
        assertEquals(hosts, session.call().route().transport());
        assertTrue(link.isBusy());
        session.supply().ended(new Ending.Finished());
        await().until(() -> !link.isBusy());
        assertEquals(Optional.of(List.of(InetAddress.getLoopbackAddress())), link.from(call.route()));
        assertEquals(Optional.empty(), link.from(Routes.route("boston", Routes.number("2"))));
    }

    @Test
    void serverThatIsNotKnownIsAskedForOnceTheLinkIsUp() throws Exception {
        Transport asked = new Transport.DialUp(Optional.of("1"), Optional.of(new Transport.Asked("10.2.255.255", 4463)),
                25,
                Tls.OFF);
        ScriptedSupply supply = new ScriptedSupply();
        link.open(new Call(Routes.route("denver", asked), Optional.of(new Domain("ny.example")), Instant.MAX), supply);
        HeldLink.Held session = smtp.next();
        assertEquals(Routes.host("10.2.255.255"), session.call().route().transport());
        session.supply().ended(new Ending.Finished());
        supply.ending();
        ScriptedSupply nobody = new ScriptedSupply();
        link.open(new Call(Routes.route("denver", asked), Optional.of(new Domain("la.example")), Instant.MAX), nobody);
        assertEquals(new Ending.Unreached(new Reply(450, "4.4.4", "no server on the network answers for la.example")),
                nobody.ending());
    }

    @Test
    void refusesWhatIsNotReachedOverANetwork() {
        Transport maildir = new Transport.Maildir("/tmp");
        assertThrows(IllegalArgumentException.class,
                () -> link.open(Routes.call("denver", maildir), new ScriptedSupply()));
    }
}
