package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.connectors.serial.StreamLine;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.exchange.Station;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.greeting.JobCommands;
import org.packetboat.protocols.uucp.greeting.RouteTimeout;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Against a real uucico, from the Debian package uucp. */
@EnabledIf(value = "installed", disabledReason = "needs the package uucp")
class TaylorTest {
    private static final LineTiming FAST = LineTiming.of(1_000_000);

    @TempDir
    private Path folder;

    static boolean installed() {
        return Taylor.isInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g", "G"})
    void exchangesMailWhenItIsCalled(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = filled(protocol, denver);
        answer(hub, denver);
        assertExchanged(hub, denver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g", "G"})
    void exchangesMailWhenItCalls(String protocol) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Taylor denver = new Taylor(folder, "denver", "hub", protocol,
                    "type tcp\nservice " + server.getLocalPort());
            Station hub = filled(protocol, denver);
            Process process = denver.call("hub");
            Socket socket = server.accept();
            run(hub, hub.calledSession("denver"), new StreamLine(socket.getInputStream(), socket.getOutputStream(),
                    socket, Clock.systemUTC(), "test"));
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertExchanged(hub, denver);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void refusesForbiddenJobsAndTakesTheMailAroundThem(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = Station.on(FAST, "hub", protocol);
        denver.queueCommand("reboot now", "hub", Mails.random(3000, 1));
        denver.queue("ann@hub.example.com", "hub", "first\n".getBytes());
        denver.queueCommand("cat", "hub", Mails.random(30_000, 1));
        denver.queueFile("hub!~/stolen", Mails.random(500, 1));
        denver.fetch("hub!/etc/passwd");
        denver.queue("bob@hub.example.com", "hub", "last\n".getBytes());
        answer(hub, denver);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver::log);
        assertEquals(List.of("first\r\n", "last\r\n"), hub.arrived().stream().map(String::new).sorted().toList(),
                denver.log());
        assertTrue(hub.refusals.containsAll(List.of("us: reboot now: no such command: reboot",
                "us: cat: no such command: cat", "us: ~/stolen: no file of a job")), hub.refusals.toString());
        assertTrue(hub.refusals.stream().anyMatch(line -> line.contains("no file is handed out")),
                hub.refusals.toString());
        assertTrue(denver.log().contains("permission denied by remote"), denver.log());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void takesABatchOfSmtp(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = Station.on(FAST, "hub", protocol);
        denver.queueCommand("rsmtp", "hub", """
                HELO denver
                MAIL FROM:<joe@denver.example.com>
                RCPT TO:<ann@hub.example.com>
                DATA
                one
                ..
                .
                MAIL FROM:<>
                RCPT TO:<bob@hub.example.com>
                RCPT TO:<sue@hub.example.com>
                DATA
                two
                .
                QUIT
                """.getBytes(StandardCharsets.US_ASCII));
        answer(hub, denver);
        assertEquals(List.of("one\r\n.\r\n", "two\r\n"), hub.arrived().stream().map(String::new).toList());
        assertEquals(2, hub.intake.taken.getLast().submission().recipients().size());
    }

    /** Names that a shell, or a program that looks for spaces, would take for something else. */
    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void namesOfEveryKindReachItsMailProgramAsTheyAre(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = Station.on(FAST, "hub", protocol);
        List<String> names = List.of("joe@denver.example.com", "o'brien@denver.example.com", "a!b@denver.example.com",
                "a&b@denver.example.com", "\"a\\\\b\"@denver.example.com", "`$x`|?*@denver.example.com");
        hub.supply.add(Mails.mail(1, String.join(" ", names), "Subject: out\r\n\r\nHello.\r\n"));
        hub.supply.add(Mails.toOne(2, "\"joe smith\"@denver.example.com"));
        answer(hub, denver);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver::log);
        List<String> ran = denver.ran();
        assertTrue(ran.containsAll(names), ran + denver.log());
        assertTrue(ran.contains("\"joe smith\"@denver.example.com"), ran + denver.log());
        assertEquals(names.size() + 3, ran.size(), ran.toString());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void getsMailWithItsEnvelopeWhereItTakesThat(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = Station.on(FAST, "hub", protocol).batching("rsmtp");
        hub.supply.add(Mails.from("\"ann lee\"@hub.example.com", 1, "o'brien@denver.example.com"));
        answer(hub, denver);
        assertTrue(denver.orders().getFirst().contains("\nC rsmtp\n"), denver.orders()::toString);
        assertEquals("HELO hub\nMAIL FROM:<\"ann lee\"@hub.example.com>\nRCPT TO:<o'brien@denver.example.com>\n"
                + "DATA\nSubject: x\n\nx\n.\nQUIT\n", new String(denver.received().getFirst()));
        assertTrue(hub.supply.waiting.isEmpty());
    }

    @Test
    void whatComesBackForASenderInQuotesFindsHome() throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", "i", "type stdin");
        Station hub = Station.on(FAST, "hub", "i");
        hub.supply.add(Mails.from("\"ann lee\"@hub.example.com", 1, "joe@denver.example.com"));
        answer(hub, denver);
        String from = denver.ran().getLast().split(" ")[2];
        denver.queue(from, "hub", "From MAILER-DAEMON Fri Nov 20 11:12:04 2026\nSubject: failed\n\nx\n".getBytes());
        answer(hub, denver);
        Submission back = hub.intake.taken.getFirst().submission();
        assertEquals(List.of(Recipient.of("\"ann lee\"@hub.example.com")), back.recipients());
        assertEquals(Optional.empty(), back.sender());
    }

    @Test
    void senderIsTakenFromBracketsOrIsWhoeverHadItSent() throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", "i", "type stdin");
        Station hub = Station.on(FAST, "hub", "i");
        denver.queue("ann@hub.example.com", "hub",
                "From <joe@shop.example> Fri Nov 20 11:12:04 2026\nSubject: a\n\nx\n".getBytes());
        denver.queue("ann@hub.example.com", "hub", "Subject: b\n\nx\n".getBytes());
        denver.queue("\"ann lee\"@hub.example.com", "hub", "Subject: c\n\nx\n".getBytes());
        answer(hub, denver);
        String user = System.getProperty("user.name") + "@denver";
        assertEquals(List.of(user, user, "joe@shop.example"), hub.intake.taken.stream()
                .map(mail -> mail.submission().sender().map(Address::toString).orElse("<>"))
                .sorted(Comparator.comparing(sender -> !sender.equals(user))).toList(), denver.log());
        assertTrue(hub.intake.taken.stream().anyMatch(mail -> mail.submission().recipients()
                .equals(List.of(Recipient.of("\"ann lee\"@hub.example.com")))), denver.log());
    }

    /** Takes news in, and answers as told. */
    private static final class News implements JobCommands {
        private final List<String> ran = new ArrayList<>();
        private Ran answer = new Ran.Done();

        @Override
        public Optional<String> refusal(List<String> words) {
            return words.equals(List.of("rnews")) ? Optional.empty() : Optional.of("not allowed: " + words);
        }

        @Override
        public void run(String node, String requestor, List<String> words, Body input, Consumer<Ran> answered) {
            ran.add(node + " " + words + " " + input.size());
            answered.accept(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void commandsThatItMayHaveRunAreRunAndNoOthers(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        News news = new News();
        Station hub = Station.on(FAST, "hub", protocol).running(news);
        denver.queueCommand("rnews", "hub", Mails.random(3000, 1));
        denver.queueCommand("rnews -x", "hub", Mails.random(3000, 1));
        denver.queue("ann@hub.example.com", "hub", "last\n".getBytes());
        answer(hub, denver);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver::log);
        assertEquals(List.of("denver [rnews] 3000"), news.ran, denver.log());
        assertEquals(List.of("us: rnews -x: not allowed: [rnews, -x]"), hub.refusals);
        assertEquals(1, hub.intake.taken.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void aCommandThatCantBeRunNowComesAgainAndStopsNoOther(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        News news = new News();
        Station hub = Station.on(FAST, "hub", protocol).running(news);
        denver.queueCommand("rnews", "hub", Mails.random(3000, 1));
        denver.queue("ann@hub.example.com", "hub", "last\n".getBytes());
        news.answer = new JobCommands.Ran.Later("the disk is full");
        answer(hub, denver);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver::log);
        answer(hub, denver);
        assertEquals(1, news.ran.size(), "others go first once");
        assertEquals(1, hub.intake.taken.size(), denver.log());
        news.answer = new JobCommands.Ran.Failed("exit code 3");
        answer(hub, denver);
        answer(hub, denver);
        assertEquals(2, news.ran.size(), denver.log());
        assertEquals(List.of("us: rnews: exit code 3"), hub.refusals);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
    }

    /** Started with -Didle=SECONDS it stands idle for so long in between. */
    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void mailOfEitherSideThatComesWhileTheLineIsHeldGoesInTheSameCall(String protocol) throws Exception {
        Duration idle = Duration.ofSeconds(Long.getLong("idle", 0));
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = Station.on(FAST, "hub", protocol).holding(RouteTimeout.of(idle.plusSeconds(2)));
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: first\r\n\r\n1\r\n"));
        Process process = denver.answer();
        StreamLine line = new StreamLine(process.getInputStream(), process.getOutputStream(), process::destroy,
                Clock.systemUTC(), "test");
        CountDownLatch over = new CountDownLatch(1);
        SessionDriver driver = new SessionDriver(hub.callingSession("denver"), line, hub.supply.open(over::countDown),
                Clock.systemUTC()::instant, hub.intake);
        hub.supply.whenSettled(() -> CompletableFuture.delayedExecutor(idle.toSeconds(), TimeUnit.SECONDS)
                .execute(() -> line.later(() -> {
                    denver.queue("ann@hub.example.com", "hub", "reply\n".getBytes(StandardCharsets.US_ASCII));
                    hub.supply.add(Mails.mail(2, "joe@denver.example.com", "Subject: second\r\n\r\n2\r\n"));
                    driver.mailWaits(Priority.NORMAL);
                })));
        line.start(driver);
        assertTrue(over.await(2 * idle.toSeconds() + 60, TimeUnit.SECONDS), "the session does not end");
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver::log);
        assertEquals(2, denver.orders().size(), denver.log());
        assertEquals("reply\r\n", new String(hub.arrived().getFirst(), StandardCharsets.US_ASCII), denver.log());
    }

    /** Over a pipe it loses more than over a line: the pipe takes a whole window before we can answer. */
    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void aCallThatDropsGoesOnWhereItEnded(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = Station.on(FAST, "hub", protocol);
        byte[] out = Mails.random(60_000, 1);
        byte[] in = Mails.random(60_000, 2);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", out));
        denver.queue("ann@hub.example.com", "hub", in);
        int calls = 0;
        while (calls++ < 12 && (!hub.supply.waiting.isEmpty() || hub.intake.taken.isEmpty())) {
            answerOver(hub, denver, 50_000);
        }
        assertTrue(calls > 2 && calls <= 5, calls + " calls of 50,000 bytes for 120,000");
        assertArrayEquals(in, hub.arrived().getFirst(), denver.log());
        assertEquals(1, hub.intake.taken.size());
        assertEquals(1, denver.orders().size(), denver.log());
        assertEquals(out.length + 66, denver.received().getFirst().length);
    }

    @Test
    void bothWaysThroughNoise() throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", "i", "type stdin");
        Station hub = filled("i", denver);
        Process process = denver.answer();
        BadWire wire = new BadWire(process.getInputStream(), process.getOutputStream(), Long.MAX_VALUE,
                SimNoise.bits(1e-5, 7).then(SimNoise.slips(5e-6, 8)), SimNoise.bits(1e-5, 9));
        run(hub, hub.callingSession("denver"), new StreamLine(wire.in(), wire.out(), process::destroy,
                Clock.systemUTC(), "test"));
        process.waitFor(60, TimeUnit.SECONDS);
        assertExchanged(hub, denver);
    }

    /** One call that drops after so many bytes. @return how many crossed */
    private static long answerOver(Station hub, Taylor denver, long cutAfter) throws Exception {
        Process process = denver.answer();
        BadWire wire = new BadWire(process.getInputStream(), process.getOutputStream(), cutAfter, SimNoise.NONE,
                SimNoise.NONE);
        run(hub, hub.callingSession("denver"), new StreamLine(wire.in(), wire.out(), process::destroy,
                Clock.systemUTC(), "test"));
        process.waitFor(60, TimeUnit.SECONDS);
        return wire.carried();
    }

    private static void answer(Station hub, Taylor denver) throws Exception {
        answerOver(hub, denver, Long.MAX_VALUE);
    }

    private static Station filled(String protocol, Taylor denver) {
        Station hub = Station.on(FAST, "hub", protocol);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: out\r\n\r\nHello,\r\nJoe.\r\n"));
        hub.supply.add(Mails.mail(2, "sue@denver.example.com", Mails.random(100_000, 2)));
        denver.queue("ann@hub.example.com", "hub", "From joe now remote from shop\nSubject: in\n\nHello.\n".getBytes());
        denver.queue("bob@hub.example.com", "hub", Mails.random(50_000, 3));
        return hub;
    }

    private static void run(Station hub, UucpSession session, StreamLine line) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        line.start(new SessionDriver(session, line, hub.supply.open(over::countDown), Clock.systemUTC()::instant,
                hub.intake));
        assertTrue(over.await(60, TimeUnit.SECONDS), "the session does not end");
    }

    private static void assertExchanged(Station hub, Taylor denver) throws IOException {
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver::toString);
        assertTrue(hub.supply.waiting.isEmpty(), denver.log());
        List<String> orders = denver.orders();
        assertEquals(2, orders.size(), denver.log());
        assertTrue(orders.stream().anyMatch(order -> order.contains("C rmail joe@denver.example.com")));
        List<byte[]> received = denver.received();
        assertTrue(received.stream().anyMatch(file -> new String(file, StandardCharsets.ISO_8859_1).equals(
                "From ann@hub.example.com Fri Nov 20 03:00:00 2026 remote from hub\nSubject: out\n\nHello,\nJoe.\n")));
        assertEquals(2, hub.intake.taken.size(), denver.log());
        int letter = hub.arrived().getFirst().length < 100 ? 0 : 1; // uucico sends in the order its folder lists them
        assertEquals("Subject: in\r\n\r\nHello.\r\n",
                new String(hub.arrived().get(letter), StandardCharsets.ISO_8859_1));
        assertEquals("joe@shop", hub.intake.taken.get(letter).submission().sender().orElseThrow().toString());
        assertArrayEquals(Mails.random(50_000, 3), hub.arrived().get(1 - letter));
    }
}
