package org.packetboat.camel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Processor;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/** What counts as delivered by a route: what Camel's transacted components would commit. */
class InboundConsumerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final Processor BROKEN = _ -> {
        throw new IllegalStateException("the database is away");
    };
    private static final Processor NO_MEMORY = _ -> {
        throw new OutOfMemoryError("Java heap space");
    };

    /** How a test writes its route. */
    private interface Steps {
        void add(ProcessorDefinition<?> route);
    }

    private final InboundDesk desk = new InboundDesk();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(1);
        context.addComponent("packetboat",
                new PacketboatComponent(new PostOffice(new KeptIntake(), desk, new RuleDesk(desk),
                        new SubmitProducerTest.NoEvents(), new SubmitProducerTest.NoWords(), "hub.example.com", 3,
                        InstantSource.fixed(NOW))));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private CompletableFuture<Outcome> deliver(Steps steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.add(from("packetboat:inbound?to=a@x.example").routeId("r"));
            }
        });
        return deliver();
    }

    private CompletableFuture<Outcome> deliver() {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        desk.find(Address.parse("a@x.example")).orElseThrow().deliver(mail(), List.of(Recipient.of("a@x.example")),
                outcome::complete);
        return outcome;
    }

    private static Transfer mail() {
        Message message = new Message(new QueueId(1), NOW, Optional.empty(), 10, false, false, ReturnContent.FULL,
                Optional.empty(), Optional.empty(), "test");
        return new Transfer(Envelope.arrived(new EnvelopeId(message.id(), 0), message,
                List.of(Recipient.of("a@x.example")), Envelope.DeliveryOptions.none(NOW), NOW.plusSeconds(60)),
                new BytesBody("Subject: x\r\n\r\nHello.\r\n".getBytes()));
    }

    private void isDelivered(Steps steps) throws Exception {
        assertInstanceOf(Outcome.Delivered.class, deliver(steps).get());
    }

    private void isDeferred(String reason, Steps steps) throws Exception {
        Outcome.Deferred outcome = assertInstanceOf(Outcome.Deferred.class, deliver(steps).get());
        assertEquals("451 4.3.0 " + reason, outcome.reply().toString());
    }

    @Test
    void aRouteThatFinishedHasDelivered() throws Exception {
        isDelivered(route -> route.log("x"));
    }

    @Test
    void markedForRollbackIsNotDelivered() throws Exception {
        isDeferred("route r failed: marked for rollback", ProcessorDefinition::markRollbackOnly);
    }

    @Test
    void markedForRollbackOfTheLastIsNotDelivered() throws Exception {
        isDeferred("route r failed: marked for rollback", ProcessorDefinition::markRollbackOnlyLast);
    }

    @Test
    void rollbackIsNotDelivered() throws Exception {
        Outcome outcome = deliver(route -> route.rollback("not today")).get();
        assertTrue(assertInstanceOf(Outcome.Deferred.class, outcome).reply().toString().contains("not today"));
    }

    @Test
    void anUnhandledExceptionIsNotDelivered() throws Exception {
        isDeferred("route r failed: the database is away", route -> route.process(BROKEN));
    }

    @Test
    void anErrorIsNotDeliveredAndEndsOnlyItsExchange() throws Exception {
        Outcome outcome = deliver(route -> route.process(NO_MEMORY)).get();
        assertTrue(assertInstanceOf(Outcome.Deferred.class, outcome).reply().toString().contains("Java heap space"));
    }

    @Test
    void aHandledExceptionIsDelivered() throws Exception {
        isDelivered(route -> route.onException(Exception.class).handled(true).log("handled").end().process(BROKEN));
    }

    @Test
    void aHandledExceptionMarkedForRollbackIsNotDeliveredAndSaysWhy() throws Exception {
        isDeferred("route r failed: the database is away", route -> route.onException(Exception.class).handled(true)
                .markRollbackOnly().end().process(BROKEN));
    }

    @Test
    void aCaughtExceptionMarkedForRollbackIsNotDelivered() throws Exception {
        isDeferred("route r failed: the database is away", route -> route.doTry().process(BROKEN)
                .doCatch(Exception.class).markRollbackOnly().end());
    }

    @Test
    void refusalGoesBackToTheSenderAlsoWhereItIsCaughtAndMarked() throws Exception {
        Outcome outcome = deliver(route -> route.throwException(MailRefusedException.class, "no longer used")).get();
        assertEquals("554 5.3.0 no longer used", assertInstanceOf(Outcome.Refused.class, outcome).reply().toString());
    }

    @Test
    void stopIsDelivered() throws Exception {
        isDelivered(route -> route.stop().process(BROKEN));
    }

    @Test
    void anExceptionInOnCompletionAfterwardsChangesNothing() throws Exception {
        isDelivered(route -> route.onCompletion().process(BROKEN).end().log("x"));
    }

    @Test
    void multicastFailsWithItsBranchWhereItStopsOnIt() throws Exception {
        Outcome outcome = deliver(route -> route.multicast().stopOnException().pipeline().process(BROKEN).end()
                .pipeline().log("x").end().end()).get();
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @Test
    void aMarkInASplitThatSharesItsUnitOfWorkIsNotDelivered() throws Exception {
        Outcome outcome = deliver(route -> route.split(Builder.body()).shareUnitOfWork().stopOnException()
                .process(BROKEN).end()).get();
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @Test
    void whatSedaTookOverIsSettledWhereItEnds() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:later").routeId("later").process(_ -> mayGoOn.await()).markRollbackOnly();
            }
        });
        CompletableFuture<Outcome> outcome = deliver(route -> route.to("seda:later"));
        await().until(() -> context.getInflightRepository().size("r") == 0);
        assertTrue(!outcome.isDone());
        mayGoOn.countDown();
        assertInstanceOf(Outcome.Deferred.class, outcome.get());
    }

    @Test
    void whatIsGatheredIsDeliveredAsCamelHasIt() throws Exception {
        isDelivered(route -> route.aggregate(Builder.constant("all"), (_, added) -> added).completionSize(5).log("5"));
    }

    @Test
    void aRouteStoppedInMidExchangeHasNotDeliveredWhateverItComesToLater() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Outcome> outcome = deliver(route -> route.process(_ -> {
            begun.countDown();
            never.await();
        }));
        begun.await();
        context.getRouteController().stopRoute("r");
        context.removeRoute("r");
        await().atMost(Duration.ofSeconds(30)).until(outcome::isDone);
        assertEquals("451 4.3.0 route r was stopped",
                assertInstanceOf(Outcome.Deferred.class, outcome.get()).reply().toString());
        never.countDown();
    }
}
