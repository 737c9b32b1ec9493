package org.packetboat.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.milter.Filter.OnTrouble;
import org.packetboat.protocols.milter.FilterChain;
import org.packetboat.protocols.milter.Rules;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;

/** Routes judge mail, and what they say is done. */
class RuleConsumerTest {
    private static final String TRACE = "Received: from c by hub; now\r\n";
    private static final String MAIL = "Subject: Order\r\nX-Old: 1\r\nCamelPacketboatVerdict: discard\r\n\r\nHello\r\n";
    private static final Address SENDER = Address.parse("a@far.example");
    private static final Address TO = Address.parse("b@x.example");
    private static final FilterClient CLIENT = new FilterClient("hub.example.com", InetAddress.ofLiteral("192.0.2.7"),
            "client.example", "shop", false);
    private static final Reply OUT_OF_ORDER = new Reply(451, "4.7.1", "A filter is out of order; try again later");

    /** How a test writes its route. */
    private interface Steps {
        void add(ProcessorDefinition<?> route);
    }

    private final InboundDesk loading = new InboundDesk();
    private final RuleDesk desk = new RuleDesk(loading);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> troubles = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(30);
    private OnTrouble onTrouble = OnTrouble.TEMPFAIL;

    @BeforeEach
    void start() {
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(1);
        context.addComponent("packetboat",
                new PacketboatComponent(new PostOffice(new KeptIntake(), loading, desk,
                        new SubmitProducerTest.NoEvents(), new SubmitProducerTest.NoWords(), "hub.example.com", 3,
                        InstantSource.fixed(Instant.EPOCH))));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void route(Steps steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.add(from("packetboat:filter?name=rules").routeId("r"));
            }
        });
        loading.open();
    }

    private FilterChain chain() {
        return new FilterChain(
                List.of(new Rules("office", patience, onTrouble, desk.judge("rules"), troubles::add)), Runnable::run);
    }

    private Filtered judged() {
        FilterChain chain = chain();
        assertEquals(new Verdict.Passed(), chain.mail(CLIENT, Optional.of(SENDER)));
        assertEquals(new Verdict.Passed(), chain.rcpt(TO));
        return chain.text(new MailToFilter(new QueueId(7), TRACE.getBytes(StandardCharsets.UTF_8),
                new BytesBody(MAIL.getBytes(StandardCharsets.UTF_8)), Optional.of(SENDER), List.of(TO),
                () -> new KeptIntake().begin(Instant.EPOCH)));
    }

    private static String whole(Filtered filtered) {
        byte[] body = filtered.body().read(filtered.from(), 1_000_000);
        return new String(filtered.head(), StandardCharsets.UTF_8) + new String(body, StandardCharsets.UTF_8);
    }

    private static Verdict refused(int code, String status, String text) {
        return new Verdict.Refused(new Reply(code, status, text));
    }

    @Test
    void aRouteThatSaysNothingLetsPass() throws Exception {
        route(route -> route.log("${header.Subject}"));
        Filtered filtered = judged();
        assertEquals(new Verdict.Passed(), filtered.verdict());
        assertEquals(TRACE + MAIL, whole(filtered));
        assertEquals(new Filtered.Envelope(Optional.of(SENDER), List.of(TO)), filtered.to());
        assertEquals(List.of(), troubles);
    }

    @Test
    void itIsToldOfTheMail() throws Exception {
        List<String> told = new ArrayList<>();
        route(route -> route.process(exchange -> {
            for (String name : List.of("Subject", PacketboatConstants.SENDER, PacketboatConstants.RECIPIENTS,
                    PacketboatConstants.CLIENT, PacketboatConstants.LOGIN, PacketboatConstants.QUEUE_ID))
                told.add(exchange.getMessage().getHeader(name, String.class));
            told.add(exchange.getMessage().getBody(String.class));
        }));
        judged();
        assertEquals(List.of("Order", "a@far.example", "b@x.example", "192.0.2.7", "shop",
                new QueueId(7).toString(), MAIL), told);
    }

    @ParameterizedTest
    @CsvSource({
            "refuse, no orders by mail, 550, 5.7.1, no orders by mail",
            "refuse, 554 5.6.0 not like this, 554, 5.6.0, not like this",
            "REFUSE, '', 550, 5.7.1, Refused by a filter",
            "defer, the shop is closed, 451, 4.7.1, the shop is closed"})
    void itRefusesByHeaders(String verdict, String reason, int code, String status, String text) throws Exception {
        route(route -> route.setHeader(PacketboatConstants.VERDICT).constant(verdict)
                .setHeader(PacketboatConstants.REASON).constant(reason));
        assertEquals(refused(code, status, text), judged().verdict());
    }

    @Test
    void itRefusesByExceptions() throws Exception {
        route(route -> route.throwException(new MailRefusedException("no orders by mail")));
        assertEquals(refused(550, "5.7.1", "no orders by mail"), judged().verdict());
    }

    @Test
    void itPutsOffByExceptions() throws Exception {
        route(route -> route.throwException(new MailDeferredException("the shop is closed")));
        assertEquals(refused(451, "4.7.1", "the shop is closed"), judged().verdict());
    }

    @Test
    void itDiscards() throws Exception {
        route(route -> route.choice().when(exchange -> exchange.getMessage().getHeader("Subject").equals("Order"))
                .setHeader(PacketboatConstants.VERDICT).constant("discard").end());
        assertEquals(new Verdict.Discarded("office"), judged().verdict());
    }

    @Test
    void itHolds() throws Exception {
        route(route -> route.setHeader(PacketboatConstants.VERDICT).constant("hold")
                .setHeader(PacketboatConstants.REASON).constant("to be looked at"));
        Filtered filtered = judged();
        assertEquals(new Verdict.Passed(), filtered.verdict());
        assertEquals(Optional.of("to be looked at"), filtered.hold());
    }

    @Test
    void itChangesFieldsAndEnvelope() throws Exception {
        route(route -> route.setHeader(PacketboatConstants.ADD_FIELDS).constant("X-Office: Zürich\nX-More: 1\n\tand 2")
                .setHeader(PacketboatConstants.REMOVE_FIELDS).constant("x-old, CamelPacketboatVerdict")
                .setHeader(PacketboatConstants.RECIPIENTS).constant(List.of("c@x.example", "b@x.example"))
                .setHeader(PacketboatConstants.SENDER).constant(""));
        Filtered filtered = judged();
        assertEquals(TRACE + "Subject: Order\r\nX-Office: Zürich\r\nX-More: 1\r\n\tand 2\r\n\r\nHello\r\n",
                whole(filtered));
        assertEquals(new Filtered.Envelope(Optional.empty(), List.of(TO, Address.parse("c@x.example"))),
                filtered.to());
    }

    @Test
    void aNewTextTakesThePlaceOfTheOldOne() throws Exception {
        route(route -> route.convertBodyTo(String.class)
                .process(exchange -> exchange.getMessage().setBody("Subject: New\n\nHello again\n.\nend")));
        assertEquals(TRACE + "Subject: New\r\n\r\nHello again\r\n.\r\nend\r\n", whole(judged()));
    }

    @Test
    void aTextThatIsNoMessageIsTrouble() throws Exception {
        route(route -> route.setBody().constant("Hello"));
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        assertEquals(List.of("the new text does not begin with a header field"), troubles);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {
                    "CamelPacketboatVerdict|perhaps|"
                            + "found \"perhaps\"; expected accept, refuse, defer, hold or discard",
                    "CamelPacketboatAddFields|X Checked|"
                            + "found \"X Checked\"; expected a header field like X-Checked: yes",
                    "CamelPacketboatRecipients|nobody at all|"
                            + "found \"nobody at all\"; expected addresses like anna@example.com, commas between them"})
    void whatMakesNoSenseIsTrouble(String header, String value, String told) throws Exception {
        route(route -> route.setHeader(header).constant(value));
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        assertTrue(troubles.getFirst().startsWith("route r: ") && troubles.getFirst().endsWith(told),
                troubles.toString());
    }

    @Test
    void aRouteThatFailsIsTrouble() throws Exception {
        route(route -> route.throwException(new IllegalStateException("the database is away")));
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        onTrouble = OnTrouble.ACCEPT;
        assertEquals(TRACE + MAIL, whole(judged()));
        assertEquals("route r failed: the database is away", troubles.getFirst());
    }

    @Test
    void aRouteThatTakesTooLongIsTroubleAndReadsNoMore() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> late = new CompletableFuture<>();
        route(route -> route.process(exchange -> {
            while (goOn.getCount() > 0) {
                Thread.onSpinWait();
            }
            try {
                late.complete(exchange.getMessage().getBody(String.class));
            } catch (RuntimeException e) {
                late.completeExceptionally(e);
            }
        }));
        patience = Duration.ofMillis(50);
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        assertEquals(List.of("route r has not ended in time"), troubles);
        goOn.countDown();
        assertThrows(RuntimeException.class, late::join);
    }

    @Test
    void aRouteThatWaitsForEverIsInterrupted() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        route(route -> route.process(_ -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                end.complete("interrupted");
            }
        }));
        patience = Duration.ofMillis(50);
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        assertEquals("interrupted", end.get());
    }

    @Test
    void aTextThatNeverEndsIsTrouble() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        route(route -> route.process(exchange -> exchange.getMessage().setBody(new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    end.complete("interrupted");
                }
                throw new IOException("closed");
            }
        })));
        patience = Duration.ofMillis(50);
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        assertEquals("interrupted", end.get());
    }

    @Test
    void anAnswerThatCantBeReadIsTrouble() throws Exception {
        route(route -> route.process(exchange -> exchange.getMessage().setBody(new Object() {
            @Override
            public String toString() {
                throw new UnsupportedOperationException("no text");
            }
        })));
        onTrouble = OnTrouble.ACCEPT;
        assertEquals(TRACE + MAIL, whole(judged()));
        assertEquals(1, troubles.size());
    }

    @Test
    void stepsOnOtherThreadsAreWaitedFor() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:later").process(exchange -> exchange.getMessage().setHeader(PacketboatConstants.VERDICT,
                        "refuse"));
            }
        });
        route(route -> route.to("seda:later"));
        assertEquals(refused(550, "5.7.1", "Refused by a filter"), judged().verdict());
    }

    @Test
    void mailWaitsWhileRoutesAreLoaded() throws Exception {
        CompletableFuture<Filtered> early = CompletableFuture.supplyAsync(this::judged);
        route(route -> route.setHeader(PacketboatConstants.VERDICT).constant("refuse"));
        assertInstanceOf(Verdict.Refused.class, early.get().verdict());
        assertEquals(List.of(), troubles);
    }

    @Test
    void aNameThatNoRouteHasIsTrouble() {
        loading.open();
        assertEquals(new Verdict.Refused(OUT_OF_ORDER), judged().verdict());
        assertEquals(List.of("no route begins with packetboat:filter?name=rules"), troubles);
    }

    @Test
    void twoRoutesOfANameAreRefused() throws Exception {
        route(route -> route.log("x"));
        Exception e = assertThrows(Exception.class, () -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("packetboat:filter?name=rules&transfers=2").routeId("other").process((Exchange _) -> {});
            }
        }));
        assertTrue(e.toString().contains("another route begins with packetboat:filter?name=rules already"),
                e.toString());
    }
}
