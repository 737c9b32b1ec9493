package org.packetboat.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program without a server submits to one elsewhere, and what it hears of it, whatever the server does. */
class RemoteSubmitProducerTest {
    private static final String HELLO = "Subject: hello\n\nHello.\n";
    private static final Map<String, Object> ENVELOPE = Map.of(PacketboatConstants.SENDER, "boss@example.com",
            PacketboatConstants.RECIPIENTS, "anna@ny.example.com, bob@ny.example.com");
    private static final UnaryOperator<String> USUAL = _ -> null;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Optional<ScriptedSmtpServer> server = Optional.empty();

    @BeforeEach
    void start() {
        context.disableJMX();
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        if (server.isPresent()) server.get().close();
    }

    private ScriptedSmtpServer server(String hello, UnaryOperator<String> script) throws IOException {
        ScriptedSmtpServer made = new ScriptedSmtpServer(hello, script);
        server = Optional.of(made);
        return made;
    }

    /** A route that tries again as its error handler says. */
    private Exchange send(String address, Object body, Map<String, Object> headers, int again) throws Exception {
        String entrance = "direct:in" + again;
        if (context.hasEndpoint(entrance) == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(again).redeliveryDelay(0));
                    from(entrance).to("packetboat:submit?tls=off&clientName=app.example.com&server=" + address);
                }
            });
        }
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.send(entrance, exchange -> {
                exchange.getIn().setBody(body);
                exchange.getIn().setHeaders(new HashMap<>(headers));
            });
        }
    }

    private static String name(ScriptedSmtpServer.Mail mail) {
        return mail.from().replaceAll(".*XTRANSID=(\\S+).*", "$1");
    }

    private static void assertNoFailure(Exchange answer) {
        assertEquals(Optional.empty(), Optional.ofNullable(answer.getException()));
    }

    @Test
    void whatIsAskedForIsSaidToTheServerAndItsQueueIdComesBack() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, USUAL);
        Instant later = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> headers = new HashMap<>(ENVELOPE);
        headers.put(PacketboatConstants.BATCH, "prices");
        headers.put(PacketboatConstants.PRIORITY, 4);
        headers.put(PacketboatConstants.DELIVER_BY, Instant.now().plusSeconds(86_400));
        headers.put(PacketboatConstants.NOT_BEFORE, later);
        Exchange answer = send(hub.address(), HELLO, headers, 0);
        assertNoFailure(answer);
        assertEquals("1PNWW402F", answer.getMessage().getHeader(PacketboatConstants.QUEUE_ID));
        assertEquals(HELLO, answer.getMessage().getBody());
        ScriptedSmtpServer.Mail mail = hub.mails.getFirst();
        assertEquals(List.of("RCPT TO:<anna@ny.example.com>", "RCPT TO:<bob@ny.example.com>"), mail.to());
        assertTrue(mail.from().matches("MAIL FROM:<boss@example.com> MT-PRIORITY=4 HOLDUNTIL=" + later
                + " BY=86[0-9]{3};N XTRANSID=camel-[0-9a-f-]{36}"), mail::from);
        assertTrue(mail.text().matches("(?s)X-Big-Send: prices\nDate: [^\n]+\nMessage-ID: <" + name(mail)
                + "@example.com>\nFrom: boss@example.com\nSubject: hello\n\nHello.\n"), mail::text);
    }

    @Test
    void whatTheMessageSaysItselfStaysAsItIs() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, USUAL);
        String whole = "Message-ID: <1@x.example>\nDate: Fri, 20 Nov 2026 08:00:00 +0000\nFrom: a@x.example\n" + HELLO;
        assertNoFailure(send(hub.address(), whole, ENVELOPE, 0));
        assertEquals(whole, hub.mails.getFirst().text());
    }

    @Test
    void whoIsRefusedIsNamedWithTheReplyAndTheOthersHaveIt() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT,
                line -> line.startsWith("RCPT TO:<bob@") ? "550 5.1.1 no bob here" : null);
        Exchange answer = send(hub.address(), HELLO, ENVELOPE, 2);
        MailRefusedException refused = assertInstanceOf(MailRefusedException.class, answer.getException());
        assertEquals("bob@ny.example.com: 550 5.1.1 no bob here", refused.getMessage());
        assertEquals(Map.of("bob@ny.example.com", "550 5.1.1 no bob here"), refused.replies());
        assertEquals(List.of("anna@ny.example.com"), refused.taken());
        assertEquals(1, hub.mails.size()); // nobody gets it again, however often the error handler tries
    }

    @Test
    void whoIsPutOffIsTriedAgainWithoutThoseWhoHaveIt() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, line -> line.startsWith("RCPT TO:<bob@")
                && tries.incrementAndGet() < 3 ? "451 4.3.0 not now" : null);
        assertNoFailure(send(hub.address(), HELLO, ENVELOPE, 5));
        assertEquals(List.of(List.of("RCPT TO:<anna@ny.example.com>"), List.of("RCPT TO:<bob@ny.example.com>")),
                hub.mails.stream().map(ScriptedSmtpServer.Mail::to).toList());
        assertEquals(name(hub.mails.getFirst()), name(hub.mails.getLast()));
    }

    @Test
    void whoIsPutOffForGoodIsNamedInAnExceptionThatSaysTryingAgainMayHelp() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, line -> line.startsWith("RCPT TO:<bob@")
                ? "451 4.3.0 not now"
                : line.startsWith("RCPT TO:<anna@") ? "550 5.1.1 no anna" : null);
        Exchange answer = send(hub.address(), HELLO, ENVELOPE, 0);
        assertEquals("bob@ny.example.com: 451 4.3.0 not now; anna@ny.example.com: 550 5.1.1 no anna",
                assertInstanceOf(MailDeferredException.class, answer.getException()).getMessage());
    }

    @Test
    void anUnclearEndIsTriedAgainUnderTheSameNameWithTheSameText() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT,
                line -> line.equals(".") && ends.incrementAndGet() == 1 ? ScriptedSmtpServer.HANG_UP : null);
        assertNoFailure(send(hub.address(), HELLO, ENVELOPE, 1));
        assertEquals(2, hub.mails.size());
        assertEquals(hub.mails.getFirst(), hub.mails.getLast());
        assertTrue(hub.mails.getFirst().from().contains("XTRANSID="));
    }

    @Test
    void toAServerOfAnotherKindTheMessageIdIsTheSameAfterAnUnclearEnd() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        ScriptedSmtpServer other = server(ScriptedSmtpServer.PLAIN,
                line -> line.equals(".") && ends.incrementAndGet() == 1 ? ScriptedSmtpServer.HANG_UP : null);
        assertNoFailure(send(other.address(), HELLO, ENVELOPE, 1));
        assertEquals(other.mails.getFirst().text(), other.mails.getLast().text());
        assertTrue(other.mails.getFirst().text().contains("\nMessage-ID: <camel-"));
        assertEquals("MAIL FROM:<boss@example.com>", other.mails.getFirst().from());
    }

    @Test
    void aKeyIsTheSameNameInEveryExchangeAndWithoutOneEachHasItsOwn() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, USUAL);
        Map<String, Object> keyed = new HashMap<>(ENVELOPE);
        keyed.put(PacketboatConstants.KEY, "order 7");
        keyed.put(Exchange.MESSAGE_TIMESTAMP, 1_795_000_000_000L);
        send(hub.address(), HELLO, keyed, 0);
        send(hub.address(), HELLO, keyed, 0);
        assertEquals(hub.mails.getFirst(), hub.mails.getLast());
        send(hub.address(), HELLO, ENVELOPE, 0);
        send(hub.address(), HELLO, ENVELOPE, 0);
        assertNotEquals(name(hub.mails.get(2)), name(hub.mails.get(3)));
    }

    @Test
    void aConnectionThatTheServerHasGivenUpIsMadeAgainWithoutAWord() throws Exception {
        AtomicInteger mails = new AtomicInteger();
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT,
                line -> line.startsWith("MAIL") && mails.incrementAndGet() == 2 ? ScriptedSmtpServer.HANG_UP : null);
        assertNoFailure(send(hub.address(), HELLO, ENVELOPE, 0));
        assertNoFailure(send(hub.address(), HELLO, ENVELOPE, 0));
        assertEquals(2, hub.mails.size());
        assertEquals(2, hub.lines.stream().filter(line -> line.startsWith("EHLO")).count());
    }

    @Test
    void whoEndsEachConnectionIsGivenUpAndNotAskedForEver() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT,
                line -> line.startsWith("MAIL") ? ScriptedSmtpServer.HANG_UP : null);
        assertInstanceOf(MailDeferredException.class, send(hub.address(), HELLO, ENVELOPE, 0).getException());
    }

    @Test
    void manyGoOverTheSameConnectionOneAfterTheOther() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, USUAL);
        for (int i = 0; i < 5; i++)
            assertNoFailure(send(hub.address(), HELLO, ENVELOPE, 0));
        assertEquals(1, hub.lines.stream().filter(line -> line.startsWith("EHLO")).count());
    }

    @Test
    void hundredsOfRecipientsGoInSeveralTransactions() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, USUAL);
        Map<String, Object> headers = new HashMap<>(ENVELOPE);
        headers.put(PacketboatConstants.RECIPIENTS,
                IntStream.range(0, 250).mapToObj(i -> "u" + i + "@ny.example.com").toList());
        assertNoFailure(send(hub.address(), HELLO, headers, 0));
        assertEquals(List.of(100, 100, 50), hub.mails.stream().map(mail -> mail.to().size()).toList());
    }

    @Test
    void aBigMessageComesWhole() throws Exception {
        ScriptedSmtpServer hub = server(ScriptedSmtpServer.PACKETBOAT, USUAL);
        String text = HELLO + "0123456789\n.dot\n".repeat(80_000);
        assertNoFailure(send(hub.address(), new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)),
                ENVELOPE, 0));
        assertTrue(hub.mails.getFirst().text().endsWith(text.replace("\n.dot", "\n..dot")));
    }

    @Test
    void aServerThatIsAwayIsNamedAndMayBeBackLater() throws Exception {
        String nowhere;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "127.0.0.1:" + free.getLocalPort();
        }
        String reason = assertInstanceOf(MailDeferredException.class,
                send(nowhere, HELLO, ENVELOPE, 0).getException()).getMessage();
        assertTrue(reason.startsWith("anna@ny.example.com: 451 4.4.1 " + nowhere + ": "), reason);
    }

    @Test
    void mailThatMayNotGoBeforeItsTimeGoesOnlyToWhoHoldsIt() throws Exception {
        ScriptedSmtpServer other = server(ScriptedSmtpServer.PLAIN, USUAL);
        Map<String, Object> headers = new HashMap<>(ENVELOPE);
        headers.put(PacketboatConstants.NOT_BEFORE, Instant.now().plusSeconds(3600));
        Exception refused = send(other.address(), HELLO, headers, 0).getException();
        assertTrue(assertInstanceOf(MailRefusedException.class, refused).getMessage().contains("FUTURERELEASE"));
        assertEquals(List.of(), other.mails);
    }

    @Test
    void aProgramThatIsNoServerIsToldWhatIsMissing() throws Exception {
        Exception failure = null;
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:lost").to("packetboat:submit");
                }
            });
        } catch (Exception e) {
            failure = e;
        }
        assertTrue(causes(failure).contains("packetboat:submit needs the option server"), () -> "nothing was said");
    }

    @Test
    void aPasswordIsNeverToBeSaidInClear() {
        try {
            context.getEndpoint("packetboat:submit?server=hub:25&username=u&password=p&tls=off");
        } catch (RuntimeCamelException e) {
            assertTrue(causes(e).contains("a password is only said over TLS"), () -> causes(e));
            return;
        }
        throw new AssertionError("it was taken");
    }

    private static String causes(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            all.append(cause.getMessage()).append('\n');
        return all.toString();
    }
}
