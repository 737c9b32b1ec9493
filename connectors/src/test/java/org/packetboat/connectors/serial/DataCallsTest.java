package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.device.PortLock;
import org.packetboat.connectors.serial.device.PortSettings;

/** Calls whose line another program takes over. */
class DataCallsTest {
    private static final String NUMBER = "13035550100";

    @TempDir
    private Path locks;

    private final HayesModem hub = new HayesModem();
    private final HayesModem denver = new HayesModem();

    @BeforeAll
    static void installLibrary() throws IOException {
        TestLibrary.install();
    }

    @AfterEach
    void switchOff() {
        hub.close();
        denver.close();
    }

    private DataCalls calls() {
        PortSettings port = hub.port();
        return new DataCalls(
                new ModemPool(List.of(
                        new ModemPort("line1", port, Optional.of(HayesModem.settings(Duration.ofMinutes(1))), locks))),
                Clock.systemUTC());
    }

    private boolean isLocked() throws IOException {
        return PortLock.isTaken(locks, hub.pty.path()) || Files.list(locks).findAny().isPresent();
    }

    @Test
    void anotherProgramTalksThroughTheCallUntilItIsClosed() throws Exception {
        hub.subscribers.put(NUMBER, denver);
        denver.automatic = true;
        DataCalls.Result.Through through = assertInstanceOf(DataCalls.Result.Through.class, calls().dial(NUMBER));
        try (RandomAccessFile other = new RandomAccessFile(through.call().port().toFile(), "rw")) {
            other.write("~PPP~".getBytes(StandardCharsets.US_ASCII));
            assertEquals("~PPP~", heard(denver));
        }
        assertTrue(hub.peer.isPresent(), "the call went down with the other program");
        assertTrue(isLocked());
        through.call().close();
        assertEquals("ATH", hub.awaitHangUp());
        assertTrue(!isLocked());
    }

    private static String heard(HayesModem modem) throws IOException {
        try (RandomAccessFile port = new RandomAccessFile(modem.pty.path().toFile(), "r")) {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("~PPP~") < 0)
                text.append((char) port.read());
            return text.substring(text.indexOf("~PPP~"));
        }
    }

    @Test
    void callThatDoesNotGetThroughLeavesThePortFree() throws Exception {
        hub.reports.put(NUMBER, "BUSY");
        DataCalls.Result.Failed failed = assertInstanceOf(DataCalls.Result.Failed.class, calls().dial(NUMBER));
        assertTrue(failed.reply().text().contains("busy"), failed.reply().text());
        assertTrue(!isLocked());
    }
}
