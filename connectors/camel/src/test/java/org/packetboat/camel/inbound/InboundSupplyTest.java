package org.packetboat.camel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;

class InboundSupplyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final Outcome TAKEN = new Outcome.Delivered(new Reply(250, "2.0.0", "taken"), false);
    private static final Outcome STORED = new Outcome.Delivered(new Reply(250, "2.0.0", "stored"), false);
    private static final Ending FINISHED = new Ending.Finished();

    private final Node node = new Node();
    private final InboundDesk desk = new InboundDesk();
    private final InboundSupply supply = new InboundSupply(node, desk);
    private final Route route = new Route();
    private final List<Optional<Transfer>> offered = new ArrayList<>();

    /** The node's side. */
    private static final class Node implements Supply {
        final Deque<Transfer> mails = new ArrayDeque<>();
        final Map<EnvelopeId, Map<Recipient, Outcome>> settled = new LinkedHashMap<>();
        final List<Ending> endings = new ArrayList<>();

        @Override
        public void next(Consumer<Optional<Transfer>> answer) {
            answer.accept(Optional.ofNullable(mails.poll()));
        }

        @Override
        public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
            settled.put(id, Map.copyOf(outcomes));
        }

        @Override
        public void progress(EnvelopeId id, long bytes) {
            throw new AssertionError("nothing takes long here");
        }

        @Override
        public void ended(Ending how) {
            endings.add(how);
        }
    }

    /** A route that takes its time. */
    private static final class Route implements LocalRecipient {
        final List<List<Recipient>> to = new ArrayList<>();
        final Deque<Consumer<Outcome>> underWay = new ArrayDeque<>();
        int transfers = 1;

        @Override
        public void deliver(Transfer mail, List<Recipient> recipients, Consumer<Outcome> done) {
            to.add(recipients);
            underWay.add(done);
        }

        @Override
        public int transfers() {
            return transfers;
        }
    }

    private static Transfer mail(long id, String... recipients) {
        Message message = new Message(new QueueId(id), NOW, Optional.empty(), 10, false, false, ReturnContent.FULL,
                Optional.empty(), Optional.empty(), "test");
        Envelope envelope = Envelope.arrived(new EnvelopeId(message.id(), 0), message,
                Stream.of(recipients).map(Recipient::of).toList(), Envelope.DeliveryOptions.none(NOW),
                NOW.plusSeconds(60));
        return new Transfer(envelope, new Body() {
            @Override
            public long size() {
                return 0;
            }

            @Override
            public byte[] read(long offset, int most) {
                throw new AssertionError("nobody reads it");
            }
        });
    }

    @BeforeEach
    void open() {
        desk.add(InboundPattern.parse("orders@example.com"), route);
        desk.open();
    }

    private void ask() {
        supply.next(offered::add);
    }

    /** The machine was stopped since: another may own the queue. */
    @Test
    void mailThatMayNoLongerBeBegunGoesToNoRoute() {
        Transfer mail = mail(1, "orders@example.com");
        node.mails.add(new Transfer(mail.envelope(), mail.body(), Optional.empty(), () -> false));
        ask();
        assertEquals(List.of(Optional.empty()), offered);
        assertEquals(List.of(), route.to);
        supply.ended(FINISHED);
        assertEquals(Map.of(), node.settled);
        assertEquals(List.of(FINISHED), node.endings);
    }

    @Test
    void mailOfNoRouteGoesTheUsualWay() {
        Transfer mail = mail(1, "anna@example.com");
        node.mails.add(mail);
        ask();
        assertEquals(List.of(Optional.of(mail)), offered);
        supply.settle(mail.envelope().id(), Map.of(Recipient.of("anna@example.com"), STORED));
        assertEquals(Map.of(Recipient.of("anna@example.com"), STORED), node.settled.get(mail.envelope().id()));
    }

    @Test
    void mailOfARouteIsSettledWhenTheRouteHasFinishedAndTheSessionWaitsForIt() {
        Transfer mail = mail(1, "orders@example.com");
        node.mails.add(mail);
        ask();
        assertEquals(List.of(), offered);
        assertEquals(Map.of(), node.settled);
        route.underWay.poll().accept(TAKEN);
        assertEquals(Map.of(Recipient.of("orders@example.com"), TAKEN), node.settled.get(mail.envelope().id()));
        assertEquals(List.of(Optional.empty()), offered);
    }

    @Test
    void envelopeForBothIsSettledOnceWithWhatBothSay() {
        Transfer mail = mail(1, "orders@example.com", "anna@example.com");
        node.mails.add(mail);
        ask();
        route.underWay.poll().accept(TAKEN);
        assertEquals(List.of(Recipient.of("anna@example.com")),
                offered.getFirst().orElseThrow().envelope().recipients());
        assertEquals(Map.of(), node.settled);
        supply.settle(mail.envelope().id(), Map.of(Recipient.of("anna@example.com"), STORED));
        assertEquals(Map.of(Recipient.of("orders@example.com"), TAKEN, Recipient.of("anna@example.com"), STORED),
                node.settled.get(mail.envelope().id()));
    }

    @Test
    void routeHasNoMoreUnderWayThanItWants() {
        route.transfers = 2;
        for (int i = 1; i <= 3; i++)
            node.mails.add(mail(i, "orders@example.com"));
        ask();
        assertEquals(2, route.to.size());
        route.underWay.poll().accept(TAKEN);
        assertEquals(3, route.to.size());
    }

    @Test
    void sessionEndsWhenAllRoutesHaveAnswered() {
        node.mails.add(mail(1, "orders@example.com"));
        ask();
        supply.ended(FINISHED);
        assertEquals(List.of(), node.endings);
        route.underWay.poll().accept(TAKEN);
        assertEquals(List.of(FINISHED), node.endings);
    }

    @Test
    void whatTheUsualLinkDidNotTryIsLeftOut() {
        Transfer mail = mail(1, "orders@example.com", "anna@example.com");
        node.mails.add(mail);
        ask();
        route.underWay.poll().accept(TAKEN);
        supply.ended(FINISHED);
        assertEquals(Map.of(Recipient.of("orders@example.com"), TAKEN), node.settled.get(mail.envelope().id()));
        assertEquals(List.of(FINISHED), node.endings);
    }

    @Test
    void localMailWaitsWhileRoutesChange() {
        desk.close();
        node.mails.add(mail(1, "anna@example.com"));
        ask();
        assertEquals(List.of(), offered);
        desk.open();
        assertEquals(1, offered.size());
    }

    @Test
    void nobodyIsServedOnceTheServerStops() {
        desk.close();
        node.mails.add(mail(1, "orders@example.com"));
        ask();
        desk.shut();
        desk.open();
        assertEquals(List.of(Optional.empty()), offered);
        assertEquals(1, node.mails.size());
    }

    @Test
    void mailThatOnlyRoutesMayTakeWaitsForOne() {
        Transfer mail = mail(1, "anna@example.com");
        node.mails.add(mail);
        UnclaimedLink.serve(supply);
        Outcome outcome = node.settled.get(mail.envelope().id()).get(Recipient.of("anna@example.com"));
        assertEquals(new Outcome.Deferred(new Reply(451, "4.3.5", "no route takes mail for this address")), outcome);
        assertEquals(List.of(FINISHED), node.endings);
    }
}
