package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.milter.MilterCounts;
import org.packetboat.connectors.milter.MilterFilters;
import org.packetboat.connectors.milter.MilterSettings;
import org.packetboat.connectors.milter.SocketMilter;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.milter.Filter.OnTrouble;
import org.packetboat.protocols.milter.FilterTrouble;
import org.packetboat.protocols.smtp.server.FakeIntake;
import org.packetboat.protocols.smtp.syntax.Network;

/** Sessions whose mail filters look at, on real sockets. */
@Timeout(120)
class FilteredSessionsTest {
    private static final String OUT_OF_ORDER = "451 4.7.1 A filter is out of order; try again later";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    private final FakeIntake intake = new FakeIntake();
    private final MilterFilters filters = new MilterFilters(_ -> (_, _, _) -> {
        throw new FilterTrouble("there are no routes");
    });
    private final List<SocketMilter> milters = new ArrayList<>();
    private SmtpServer server;

    private SocketMilter milter() {
        SocketMilter milter = SocketMilter.start();
        milters.add(milter);
        return milter;
    }

    private void start(Duration timeout, SocketMilter... asked) {
        List<MilterSettings> settings = Stream.of(asked)
                .map(each -> new MilterSettings("f" + milters.indexOf(each), each.address(), timeout,
                        OnTrouble.TEMPFAIL))
                .toList();
        intake.largest = 50_000_000;
        server = SmtpServer.start(SmtpServerSettings.plain(SmtpServerSettings.listenAddress("127.0.0.1:0"),
                new Domain("hub.example.com"), List.of(Network.parse("127.0.0.0/8"))).filteredBy(filters.of(settings)),
                intake, _ -> true, InstantSource.system());
    }

    private RealClient greeted() {
        return new RealClient(server.address()).expect("220 hub.example.com ESMTP Packetboat").say("HELO x")
                .expect("250 hub.example.com");
    }

    private static RealClient data(RealClient client) {
        return client.say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA").expect("250 2.1.0 Ok")
                .expect("250 2.1.5 Ok").expect("354 End data with <CR><LF>.<CR><LF>");
    }

    private MilterCounts counts() {
        return filters.counts().getFirst();
    }

    @AfterEach
    void close() {
        server.close();
        filters.close();
        milters.forEach(SocketMilter::close);
    }

    @Test
    void pipelinedMailForTwoOfWhomOneIsRefusedIsChangedAndStored() {
        SocketMilter milter = milter();
        milter.answers.put("R<b@", List.of("y550 5.1.1 Not her|"));
        milter.answers.put("E", List.of("hX-Seen|yes|", "c"));
        start(LONG, milter);
        try (RealClient client = greeted()) {
            client.say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\nDATA")
                    .expect("250 2.1.0 Ok").expect("550 5.1.1 Not her").expect("250 2.1.5 Ok")
                    .expect("354 End data with <CR><LF>.<CR><LF>").say("Subject: x\r\n\r\ntext\r\n.\r\nQUIT")
                    .expect("250 2.0.0 Ok: queued as 000001").expect("221 2.0.0 Bye").expectEnd();
        }
        assertEquals("Subject: x\r\nX-Seen: yes\r\n\r\ntext\r\n", intake.body());
        Awaitility.await().atMost(LONG).until(() -> milter.quits.get() == 1);
        assertEquals(1, counts().messages());
        assertEquals(1, counts().refusals());
    }

    @Test
    void largeMailPassesTwoFiltersOfWhichOneListensAtAUnixSocket() {
        SocketMilter second = SocketMilter.start(folder.resolve("s"));
        milters.add(second);
        SocketMilter first = milter();
        second.answers.put("E", List.of("i|||\1X-Seen|yes|", "c"));
        start(LONG, first, second);
        String line = "x".repeat(78) + "\r\n";
        int lines = 20_000_000 / line.length();
        try (RealClient client = greeted()) {
            data(client).say("Subject: x\r\n\r\n" + line.repeat(lines) + ".").expect("250 2.0.0 Ok: queued as 000001");
        }
        assertEquals((long) line.length() * lines, first.bodies.get());
        assertEquals((long) line.length() * lines, second.bodies.get());
        assertEquals("X-Seen: yes\r\nSubject: x\r\n\r\n" + line.repeat(lines), intake.body());
    }

    @Test
    void filterThatDoesNotListenPutsMailOffUntilItDoes() {
        SocketMilter milter = milter();
        milter.kill();
        start(LONG, milter);
        try (RealClient client = greeted()) {
            client.say("MAIL FROM:<a@example.org>").expect(OUT_OF_ORDER);
        }
        assertTrue(counts().down().isPresent());
        assertEquals(1, counts().troubles());
        assertEquals(0, intake.stored.size());
    }

    @Test
    void filterThatNeverAnswersPutsMailOff() {
        SocketMilter milter = milter();
        milter.answers.put("L", List.of(SocketMilter.SILENCE));
        start(Duration.ofMillis(300), milter);
        try (RealClient client = greeted()) {
            data(client).say("Subject: x\r\n\r\ntext\r\n.").expect(OUT_OF_ORDER);
            milter.answers.clear();
            data(client).say("Subject: x\r\n\r\ntext\r\n.").expect("250 2.0.0 Ok: queued as 000003");
        }
        assertEquals(Optional.empty(), counts().down());
        assertEquals(2, milter.connections.get());
    }

    @Test
    void filterThatDiesInTheMiddlePutsMailOff() throws InterruptedException {
        SocketMilter milter = milter();
        milter.answers.put("N", List.of(SocketMilter.SILENCE));
        start(LONG, milter);
        try (RealClient client = greeted()) {
            data(client).say("Subject: x\r\n\r\ntext\r\n.");
            milter.silent.await();
            milter.kill();
            client.expect(OUT_OF_ORDER).say("NOOP").expect("250 2.0.0 Ok");
        }
        assertEquals(0, intake.stored.size());
    }

    @Test
    void clientThatHangsUpWhileAFilterThinksLeavesNothing() throws InterruptedException {
        SocketMilter milter = milter();
        milter.answers.put("E", List.of(SocketMilter.SILENCE));
        start(LONG, milter);
        try (RealClient client = greeted()) {
            data(client).say("Subject: x\r\n\r\ntext\r\n.");
            milter.silent.await();
        }
        Awaitility.await().atMost(LONG).until(() -> intake.discarded.isEmpty() && server.connections() == 0);
        assertEquals(0, counts().troubles());
        assertEquals(0, intake.stored.size());
    }

    @Test
    void twoHundredSessionsAtOnce() {
        SocketMilter milter = milter();
        start(LONG, milter);
        List<RealClient> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++)
            clients.add(greeted());
        clients.forEach(client -> client.say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA"));
        clients.forEach(client -> client.expect("250 2.1.0 Ok").expect("250 2.1.5 Ok")
                .expect("354 End data with <CR><LF>.<CR><LF>").say("Subject: x\r\n\r\ntext\r\n.\r\nQUIT"));
        clients.forEach(client -> {
            client.expectQueued();
            client.expect("221 2.0.0 Bye").expectEnd();
        });
        clients.forEach(RealClient::close);
        assertEquals(200, intake.stored.size());
        assertEquals(200, milter.connections.get());
        Awaitility.await().atMost(LONG).until(() -> milter.quits.get() == 200);
    }
}
