package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.HayesModem;
import org.packetboat.connectors.serial.ModemPool;
import org.packetboat.connectors.serial.ModemPort;
import org.packetboat.connectors.serial.SerialLink;
import org.packetboat.connectors.serial.Sessions;
import org.packetboat.connectors.serial.TestLibrary;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.exchange.Station;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Modem, login and UUCP together, with a real uucico behind the far modem. */
@EnabledIf(value = "installed", disabledReason = "needs the package uucp")
class UucpModemTest {
    private static final String NUMBER = "13035550100";
    private static final String NOTE = "From joe now remote from shop\nSubject: in\n\nHello.\n";

    @TempDir
    private Path folder;
    @TempDir
    private Path locks;

    private final Station hub = Station.on(LineTiming.of(11_520), "hub", "i");

    static boolean installed() {
        return Taylor.isInstalled();
    }

    @BeforeEach
    void installLibrary() throws IOException {
        TestLibrary.install();
    }

    private ModemPort port(HayesModem modem) {
        ModemSettings hayes = ModemSettings.hayes();
        ModemSettings quick = new ModemSettings(hayes.init(), Map.of(), hayes.dial(), "", 0, Duration.ofSeconds(1),
                Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(100), 1);
        return new ModemPort("line1", new PortSettings(modem.pty.path(), 115_200, false), Optional.of(quick), locks);
    }

    private Sessions sessions() {
        return new Sessions() {
            @Override
            public LinkSession calling(Transport.Uucp site, long rate) {
                return hub.callingSession(site.node());
            }

            @Override
            public LinkSession called(String login, long rate) {
                return hub.calledSession("denver");
            }
        };
    }

    private static Call call(Transport transport) {
        return new Call(new Route("denver", List.of(new DomainPattern.Exactly(new Domain("denver.example.com"))),
                Window.ALWAYS, "always", "line1", transport, 2, Duration.ofMinutes(1), Duration.ofHours(12),
                AtClose.DRAIN,
                240), Optional.empty(), Instant.MAX);
    }

    private void fill(Taylor denver) {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: out\r\n\r\nHello,\r\nJoe.\r\n"));
        denver.queue("ann@hub.example.com", "hub", NOTE.getBytes());
    }

    private void assertExchanged(Taylor denver) throws IOException {
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding(), denver.log());
        assertTrue(hub.supply.waiting.isEmpty(), denver.log());
        assertTrue(denver.orders().stream().anyMatch(o -> o.contains("C rmail joe@denver.example.com")), denver.log());
        assertEquals(List.of("Subject: in\r\n\r\nHello.\r\n"), hub.arrived().stream().map(String::new).toList());
    }

    @Test
    void dialsLogsInAndExchangesMail() throws Exception {
        try (HayesModem ours = new HayesModem(); HayesModem theirs = new HayesModem()) {
            Taylor denver = new Taylor(folder, "denver", "hub", "i", "type stdin");
            Files.writeString(folder.resolve("none"), "hub s3cret\n");
            fill(denver);
            ours.connect = "CONNECT 115200";
            theirs.automatic = true;
            theirs.onCall = () -> answerWith(denver, theirs);
            ours.subscribers.put(NUMBER, theirs);
            Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
            CountDownLatch over = new CountDownLatch(1);
            SerialLink link = new SerialLink(new ModemPool(List.of(port(ours))), ChatScript.LOGIN, sessions(),
                    hub.intake, Clock.systemUTC());
            link.open(call(new Transport.Uucp("denver", Optional.of(NUMBER), Optional.of("hub"),
                    Optional.of(password.toString()))), hub.supply.open(over::countDown));
            assertTrue(over.await(60, TimeUnit.SECONDS), denver.log());
            assertExchanged(denver);
        }
    }

    private static void answerWith(Taylor denver, HayesModem modem) {
        try {
            denver.answer(modem.pty.path());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
