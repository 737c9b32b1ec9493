package org.packetboat.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.camel.events.EventWords;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.ReaderStanding;

class SubmitProducerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final int HOPS = 3;
    private static final String HELLO = "Subject: hello\n\nHello.\n";
    private static final Map<String, Object> ENVELOPE = Map.of(PacketboatConstants.SENDER, "boss@example.com",
            PacketboatConstants.RECIPIENTS, "anna@ny.example.com, \"Bob, B.\" <bob@ny.example.com>");

    private final KeptIntake intake = new KeptIntake();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context.disableJMX();
        context.addComponent("packetboat", new PacketboatComponent(new PostOffice(intake, new InboundDesk(),
                new RuleDesk(new InboundDesk()), new NoEvents(), new NoWords(), "hub.example.com", HOPS,
                InstantSource.fixed(NOW))));
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange send(Object body, Map<String, Object> headers, String options) {
        return template.send("packetboat:submit" + options, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    private KeptIntake.Mail only() {
        assertEquals(1, intake.mails.size());
        return intake.mails.getFirst();
    }

    @Test
    void answersWithTheQueueIdAndLeavesTheBodyAlone() {
        Exchange answer = send(HELLO, ENVELOPE, "");
        assertEquals(Optional.empty(), Optional.ofNullable(answer.getException()));
        assertEquals("000001", answer.getMessage().getHeader(PacketboatConstants.QUEUE_ID));
        assertEquals(HELLO, answer.getMessage().getBody());
        assertEquals("Received: by hub.example.com (Packetboat, from camel:null) id 000001;\r\n"
                + "\tFri, 20 Nov 2026 08:00:00 +0000\r\nSubject: hello\r\n\r\nHello.\r\n", only().text());
        assertEquals(List.of("anna@ny.example.com", "bob@ny.example.com"),
                only().submission().recipients().stream().map(r -> r.address().toString()).toList());
    }

    @Test
    void headersSayWhatIsWished() {
        Map<String, Object> headers = new HashMap<>(ENVELOPE);
        headers.put(PacketboatConstants.BATCH, "prices");
        headers.put(PacketboatConstants.PRIORITY, 7);
        headers.put(PacketboatConstants.DELIVER_BY, "2026-11-21T06:00:00Z;R");
        headers.put(PacketboatConstants.NOT_BEFORE, NOW.plusSeconds(60));
        headers.put(PacketboatConstants.KEY, "mail-0@7".getBytes(StandardCharsets.UTF_8));
        send(HELLO, headers, "");
        assertEquals(Optional.of(new BigSendName("prices")), only().submission().options().bigSend());
        assertEquals(new Priority(7), only().submission().options().priority());
        assertEquals(Optional.of(DeliverBy.orReturn(Instant.parse("2026-11-21T06:00:00Z"))),
                only().submission().options().deliverBy());
        assertEquals(Optional.of(NOW.plusSeconds(60)), only().submission().options().notBefore());
        assertEquals(Optional.of("mail-0@7"), only().submission().options().key());
    }

    @Test
    void optionsAreForThoseThatHeadersLeaveOut() {
        send(HELLO, Map.of(), "?sender=<>&recipients=anna@ny.example.com");
        assertEquals(Optional.empty(), only().submission().sender());
        assertEquals(Address.parse("anna@ny.example.com"), only().submission().recipients().getFirst().address());
    }

    @Test
    void envelopeOfTheMessageItselfHidesTheBcc() {
        send("From: Boss <boss@example.com>\nTo: a@x.example,\n b@x.example\nBcc: c@x.example,\n d@x.example\n\nHi.\n",
                Map.of(), "?envelopeFromMessage=true");
        assertEquals("boss@example.com", only().submission().sender().orElseThrow().toString());
        assertEquals(4, only().submission().recipients().size());
        assertTrue(only().text().endsWith(
                "From: Boss <boss@example.com>\r\nTo: a@x.example,\r\n b@x.example\r\n\r\nHi.\r\n"), only()::text);
    }

    @Test
    void theMembersOfAGroupAndWhatStandsBehindARouteGetIt() {
        send("From: boss@example.com (the Boss)\nTo: Team: a@x.example, Bob <b@x.example>;, <@r.example:c@x.example>\n"
                + "Cc: undisclosed-recipients:;, d@x.example (Dan, of (X))\n\nHi.\n", Map.of(),
                "?envelopeFromMessage=true");
        assertEquals(List.of("a@x.example", "b@x.example", "c@x.example", "d@x.example"),
                only().submission().recipients().stream().map(to -> to.address().toString()).toList());
    }

    @Test
    void bigMessageComesInPieces() {
        String text = HELLO + "0123456789\n".repeat(80_000);
        send(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), ENVELOPE, "");
        assertTrue(only().text().length() > text.length());
        assertTrue(intake.largestPiece < 70_000, () -> "a piece of " + intake.largestPiece);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(HELLO, Map.of(PacketboatConstants.RECIPIENTS, "a@x.example, b@nowhere.example"),
                        "b@nowhere.example: 550 5.4.4 No route to this domain"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.RECIPIENTS, "nobody"),
                        "CamelPacketboatRecipients: found "
                                + "\"nobody\"; expected addresses like anna@example.com, commas between them"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.RECIPIENTS, "a@x.example\r\nRCPT TO:<b@x.example>"),
                        "CamelPacketboatRecipients: found \"a@x.example RCPT TO:<b@x.example>\"; expected addresses "
                                + "like anna@example.com, commas between them"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.SENDER, "a@x.example, b@x.example"),
                        "CamelPacketboatSender: found \"a@x.example, b@x.example\"; expected one address, or <> for "
                                + "none"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.PRIORITY, "high"),
                        "CamelPacketboatPriority: found \"high\"; expected a whole number from -9 to 9"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.NOT_BEFORE, "tomorrow"),
                        "CamelPacketboatNotBefore: found \"tomorrow\"; expected a time like 2026-11-20T03:00:00Z"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.NOT_BEFORE, "2250-01-01T00:00:00Z"),
                        "CamelPacketboatNotBefore: found \"2250-01-01T00:00:00Z\"; expected a time before "
                                + "2150-01-01T00:00:00Z"),
                Arguments.of(HELLO, Map.of(PacketboatConstants.BATCH, "a\nb"),
                        "CamelPacketboatBatch: found \"a b\"; expected a name of 1 to 200 characters"),
                Arguments.of("no header", Map.of(), "the message does not begin with a header field"),
                Arguments.of("", Map.of(), "the message does not begin with a header field"),
                Arguments.of("Subject: a\rb\n\n", Map.of(), "Message has a CR without LF"),
                Arguments.of("Subject: a\n\nb\r", Map.of(), "Message has a CR without LF"),
                Arguments.of("Subject: a\r\r\n\r\nb", Map.of(), "Message has a CR without LF"),
                Arguments.of("Subject: a\0b\n\n", Map.of(), "Message has a NUL byte"),
                Arguments.of(HELLO + "x".repeat(70_000), Map.of(),
                        "the message has a line of more than 65536 bytes"),
                Arguments.of(HELLO + "0123456789\n".repeat(100_000), Map.of(),
                        "the message is larger than 1000000 bytes, the most that is taken"),
                Arguments.of("Received: x\n".repeat(HOPS + 1) + HELLO, Map.of(),
                        "the message has 4 trace lines; it goes in circles"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWillNeverBeMailIsRefusedWithItsReason(String body, Map<String, Object> headers, String reason) {
        Map<String, Object> all = new HashMap<>(ENVELOPE);
        all.putAll(headers);
        Exchange answer = send(body, all, "");
        assertEquals(reason, assertInstanceOf(MailRefusedException.class, answer.getException()).getMessage());
        assertEquals(List.of(), intake.mails);
        assertEquals(1, intake.abandoned);
    }

    private List<String> recipients(KeptIntake.Mail mail) {
        return mail.submission().recipients().stream().map(to -> to.address().toString()).toList();
    }

    @Test
    void fetchedMailGoesToWhomItsFieldNamesAndThatOfTheUnknownToTheFallback() {
        String options = "?envelopeFields=Delivered-To,Envelope-To&fallback=chief@x.example";
        String rest = "From: a@y.example\nTo: list@y.example\nCc: c@x.example\n\nHi.\n";
        send("Delivered-To: a@x.example\nReturn-Path: <b@y.example>\n" + rest, Map.of(), options);
        assertEquals(List.of("a@x.example"), recipients(intake.mails.get(0)));
        assertEquals("b@y.example", intake.mails.get(0).submission().sender().orElseThrow().toString());
        send("Return-Path: <>\n" + rest, Map.of(), options);
        assertEquals(List.of("chief@x.example"), recipients(intake.mails.get(1)));
        assertEquals(Optional.empty(), intake.mails.get(1).submission().sender());
        send("Envelope-To: a@x.example, n@nowhere.example\n" + rest, Map.of(), options);
        assertEquals(List.of("a@x.example", "chief@x.example"), recipients(intake.mails.get(2)));
        assertEquals("a@y.example", intake.mails.get(2).submission().sender().orElseThrow().toString());
        send("Envelope-To: a@x.example\n" + rest, Map.of(PacketboatConstants.RECIPIENTS, "d@x.example"), options);
        assertEquals(List.of("d@x.example"), recipients(intake.mails.get(3)));
    }

    /** It would be fetched again and again. */
    @ParameterizedTest
    @ValueSource(strings = {"b@y.example", ""})
    void fetchedMailThatNobodyGetsEndsOnce(String sender) {
        String options = "?envelopeFields=Delivered-To&fallback=chief@nowhere.example";
        Exchange answer = send("Delivered-To: n@nowhere.example\nReturn-Path: <" + sender + ">\n\nHi.\n", Map.of(),
                options);
        assertNull(answer.getException());
        assertEquals(List.of("n@nowhere.example"), intake.returned.keySet().stream()
                .flatMap(s -> s.recipients().stream()).map(to -> to.address().toString()).toList());
        assertEquals(List.of(), intake.mails);
    }

    @Test
    void fetchedMailForSeveralGoesToThoseWhoAreNotRefused() {
        Exchange answer = send("Delivered-To: n@nowhere.example, a@x.example\nReturn-Path: <b@y.example>\n\nHi.\n",
                Map.of(), "?envelopeFields=Delivered-To&fallback=chief@nowhere.example");
        assertNull(answer.getException());
        assertEquals(List.of("a@x.example"), recipients(intake.mails.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Return-Path: <MAILER-DAEMON>\n", "Return-Path: <a@x.example, b@x.example>\n",
            "From: undisclosed sender\n", "From: <a@@y.example\n", "Subject: no sender\n"})
    void fetchedMailWhoseSenderCantBeReadHasNone(String field) {
        send("Delivered-To: a@x.example\n" + field + "\nHi.\n", Map.of(),
                "?envelopeFields=Delivered-To&fallback=chief@x.example");
        assertEquals(List.of("a@x.example"), recipients(intake.mails.getFirst()));
        assertEquals(Optional.empty(), intake.mails.getFirst().submission().sender());
    }

    @Test
    void eachRefusedRecipientIsNamed() {
        Exchange answer = send(HELLO, Map.of(PacketboatConstants.SENDER, "<>", PacketboatConstants.RECIPIENTS,
                "a@nowhere.example, ok@x.example, b@nowhere.example"), "");
        assertEquals(List.of("a@nowhere.example", "b@nowhere.example"), List.copyOf(
                assertInstanceOf(MailRefusedException.class, answer.getException()).replies().keySet()));
    }

    @Test
    void missingSenderIsNotTakenForNone() {
        Exchange answer = send(HELLO, Map.of(PacketboatConstants.RECIPIENTS, "a@x.example"), "");
        assertEquals("no sender; expected an address, or <> for none, in the header CamelPacketboatSender or the "
                + "option sender", assertInstanceOf(MailRefusedException.class, answer.getException()).getMessage());
    }

    @Test
    void fullDiskIsToBeTriedAgain() {
        intake.full = true;
        Exchange answer = send(HELLO, ENVELOPE, "");
        assertEquals("452 4.3.1 Insufficient system storage",
                assertInstanceOf(MailDeferredException.class, answer.getException()).getMessage());
    }

    /** Nothing happens. */
    record NoEvents() implements EventSource {
        @Override
        public EventReader reader(String name, Runnable arrived) {
            throw new AssertionError("nobody reads events here");
        }

        @Override
        public List<ReaderStanding> readers() {
            return List.of();
        }

        @Override
        public long mostKept() {
            return 0;
        }

        @Override
        public void forget(String name) {
            throw new AssertionError("nobody reads events here");
        }
    }

    record NoWords() implements EventWords {
        @Override
        public String json(NumberedEvent event) {
            return "{}";
        }

        @Override
        public String id(NumberedEvent event) {
            return String.valueOf(event.number());
        }

        @Override
        public String name(NumberedEvent event) {
            return "event";
        }

        @Override
        public Optional<String> key(NumberedEvent event) {
            return Optional.empty();
        }
    }
}
