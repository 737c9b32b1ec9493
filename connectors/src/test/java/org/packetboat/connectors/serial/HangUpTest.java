package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.login.LoginThrottle;
import org.packetboat.protocols.login.OneAccount;

/** However a call ends, the modem hangs up: with DTR, without it, and where it takes no notice of it. */
class HangUpTest {
    private static final String NUMBER = "13035550100";

    @TempDir
    private Path locks;

    private final HayesModem hub = new HayesModem();
    private final HayesModem denver = new HayesModem();
    private final TalkSession talk = new TalkSession("hello from hub\r\n", "BYE");
    private final ScriptedSupply supply = new ScriptedSupply();

    @BeforeAll
    static void installLibrary() throws IOException {
        TestLibrary.install();
    }

    @AfterEach
    void switchOff() {
        hub.close();
        denver.close();
    }

    private ModemPort withLines(Duration command) {
        return new ModemPort("line1", hub.port(), Optional.of(HayesModem.settings(command)),
                locks, new PortTurns(), (settings, shared) -> SerialDevice.open(settings, shared, hub.lines()));
    }

    private ModemPort withoutLines() {
        return new ModemPort("line1", hub.port(),
                Optional.of(HayesModem.settings(Duration.ofMinutes(1))), locks);
    }

    private Link.Session call(ModemPort port, Optional<String> login) {
        SerialLink link = new SerialLink(new ModemPool(List.of(port)), ChatScript.LOGIN,
                new TalkSessions(() -> talk), new NoIntake(), Clock.systemUTC());
        return link.open(UucpFarSide.call(Optional.of(NUMBER), login), supply);
    }

    private void callThatEnds(ModemPort port) throws Exception {
        hub.subscribers.put(NUMBER, denver);
        new Far(denver, "hello from hub\r\n", "BYE");
        call(port, Optional.empty());
        assertInstanceOf(Ending.Finished.class, supply.ending());
    }

    private void assertPortIsGivenBack(ModemPort port) throws Exception {
        port.take().orElseThrow(() -> new AssertionError("the port stays taken")).release();
    }

    @Test
    void loweringDtrIsEnoughForAModemThatWatchesIt() throws Exception {
        ModemPort port = withLines(Duration.ofMinutes(1));
        callThatEnds(port);
        assertEquals("DTR", hub.awaitHangUp());
        assertPortIsGivenBack(port);
        assertFalse(hub.commands.contains("ATH"));
    }

    @Test
    void modemThatIgnoresDtrIsToldToHangUp() throws Exception {
        hub.ignoresDtr = true;
        ModemPort port = withLines(Duration.ofMinutes(1));
        callThatEnds(port);
        assertEquals("ATH", hub.awaitHangUp());
        assertPortIsGivenBack(port);
        assertTrue(port.isFit(Instant.now()));
    }

    @Test
    void modemThatHoldsDcdUpAlwaysIsBelievedWhenItAnswers() throws Exception {
        hub.carrierAlways = true;
        ModemPort port = withLines(Duration.ofMinutes(1));
        callThatEnds(port);
        assertEquals("DTR", hub.awaitHangUp());
        assertPortIsGivenBack(port);
        assertTrue(port.isFit(Instant.now()));
    }

    @Test
    void modemThatHangsUpForNothingRestsAndThePortIsGivenBack() throws Exception {
        hub.ignoresDtr = true;
        hub.ignoresEscape = true;
        ModemPort port = withLines(Duration.ofMillis(800));
        callThatEnds(port);
        assertPortIsGivenBack(port);
        assertFalse(port.isFit(Instant.now()));
    }

    @Test
    void callThatIsStoppedAtTheLoginIsHungUpWithoutDtr() throws Exception {
        hub.ignoresDtr = true;
        hub.subscribers.put(NUMBER, denver);
        denver.automatic = true;
        SerialDevice far = SerialDevice.open(denver.port());
        Link.Session session = call(withoutLines(), Optional.of("hub"));
        awaitHeard(far, "CONNECT 2400\r\n\r"); // the login begins with a line end
        session.stop(true, "the window closes");
        assertEquals("ATH", hub.awaitHangUp());
        far.close();
    }

    private static void awaitHeard(SerialDevice port, String words) {
        StringBuilder heard = new StringBuilder();
        byte[] piece = new byte[64];
        while (heard.indexOf(words) < 0) {
            int n = port.read(piece);
            assertTrue(n >= 0, "only " + heard);
            heard.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void modemThatIsStillInACallFromBeforeIsTakenOutOfIt() throws Exception {
        hub.ignoresDtr = true;
        hub.isInCallWith(denver);
        hub.reports.put(NUMBER, "BUSY");
        ModemPort port = new ModemPort("line1", hub.port(),
                Optional.of(HayesModem.settings(Duration.ofSeconds(5))), locks);
        call(port, Optional.empty());
        assertEquals("busy", assertInstanceOf(Ending.Unreached.class, supply.ending()).reply().text());
        assertEquals("ATH", hub.hangUps.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void modemThatIsInACallFromBeforeAnswersAgain() throws Exception {
        hub.ignoresDtr = true;
        hub.isInCallWith(denver);
        ModemPort port = new ModemPort("line1", hub.port(),
                Optional.of(HayesModem.settings(Duration.ofSeconds(5))), locks);
        Reception reception = new Reception(new OneAccount("hub", "s3cret"), new LoginThrottle(),
                (_, _, _) -> supply, new TalkSessions(() -> talk), new NoIntake());
        try (Answerer _ = new Answerer(port, reception, Clock.systemUTC()).start()) {
            hub.awaitCommand("ATS0=0");
            assertEquals("ATH", hub.awaitHangUp());
        }
    }

    @Test
    void dataCallThatIsOverIsHungUpOnAModemThatIgnoresDtr() throws Exception {
        hub.ignoresDtr = true;
        hub.subscribers.put(NUMBER, denver);
        denver.automatic = true;
        ModemPort port = withLines(Duration.ofMinutes(1));
        DataCalls calls = new DataCalls(new ModemPool(List.of(port)), Clock.systemUTC());
        assertInstanceOf(DataCalls.Result.Through.class, calls.dial(NUMBER)).call().close();
        assertEquals("ATH", hub.awaitHangUp());
        assertTrue(Files.list(locks).findAny().isEmpty());
    }
}
