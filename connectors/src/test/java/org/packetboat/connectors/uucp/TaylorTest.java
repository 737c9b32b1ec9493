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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionDriver;

/** Against a real uucico, from the Debian package uucp. */
@EnabledIf(value = "installed", disabledReason = "needs the package uucp")
class TaylorTest {
    private static final LineTiming FAST = LineTiming.of(1_000_000);

    @TempDir private Path folder;

    static boolean installed() {
        return Taylor.isInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void exchangesMailWhenItIsCalled(String protocol) throws Exception {
        Taylor denver = new Taylor(folder, "denver", "hub", protocol, "type stdin");
        Station hub = filled(protocol, denver);
        Process process = denver.answer();
        UucpSession session = hub.callingSession("denver");
        run(hub, session, new StreamLine(process.getInputStream(), process.getOutputStream(), process::destroy,
                Clock.systemUTC(), "test"));
        process.waitFor(10, TimeUnit.SECONDS);
        assertExchanged(hub, denver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void exchangesMailWhenItCalls(String protocol) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Taylor denver = new Taylor(folder, "denver", "hub", protocol,
                    "type tcp\nservice " + server.getLocalPort());
            Station hub = filled(protocol, denver);
            Process process = denver.call("hub");
            Socket socket = server.accept();
            run(hub, hub.calledSession("denver"), new StreamLine(socket.getInputStream(), socket.getOutputStream(),
                    socket, Clock.systemUTC(), "test"));
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertExchanged(hub, denver);
        }
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
        assertEquals("Subject: in\r\n\r\nHello.\r\n", new String(hub.arrived().getFirst()));
        assertEquals("joe@shop", hub.intake.taken.getFirst().submission().sender().orElseThrow().toString());
        assertArrayEquals(Mails.random(50_000, 3), hub.arrived().getLast());
    }
}
