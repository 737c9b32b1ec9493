package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.connectors.serial.practice.Pty;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.protocols.ScriptedSupply;

/** jSerialComm itself, on pseudo-terminals. */
class SerialLineTest {
    private final Pty pty = Pty.open();
    private final CountDownLatch closed = new CountDownLatch(1);

    @BeforeAll
    static void installLibrary() throws IOException {
        TestLibrary.install();
    }

    @AfterEach
    void closePty() {
        pty.close();
    }

    private SerialLine start(LineRecorder session, long rate) throws IOException {
        SerialDevice device = SerialDevice.open(new PortSettings(pty.path(), 115_200, false));
        SerialLine line = new SerialLine("test", device, Optional.empty(), rate, Clock.systemUTC(),
                new OnClose(closed::countDown));
        line.start(new SessionDriver(session, line, new ScriptedSupply(), Clock.systemUTC()::instant));
        return line;
    }

    private byte[] read(int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        while (all.size() < length) {
            int n = pty.read(piece, 60_000);
            if (n <= 0) throw new AssertionError("only " + all.size() + " bytes came");
            all.write(piece, 0, n);
        }
        return all.toByteArray();
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) i;
        return bytes;
    }

    @Test
    void carriesEveryByteBothWays() throws Exception {
        LineRecorder session = new LineRecorder(new Action.Send(everyByte()));
        SerialLine line = start(session, 100_000);
        String all = new String(everyByte(), StandardCharsets.ISO_8859_1);
        assertEquals(all, new String(read(256), StandardCharsets.ISO_8859_1));
        pty.write(everyByte());
        assertEquals(all, session.received(256));
        line.close();
        assertTrue(closed.await(60, TimeUnit.SECONDS));
    }

    @Test
    void saysDrainedOnlyWhenTheLineHasCarriedIt() throws Exception {
        LineRecorder session = new LineRecorder(new Action.Send(new byte[1000]));
        long before = System.nanoTime();
        SerialLine line = start(session, 2000);
        session.await(Event.Drained.class);
        long took = Duration.ofNanos(System.nanoTime() - before).toMillis();
        assertTrue(took >= 430, "1000 bytes at 2000 a second in " + took + " ms");
        line.close();
    }

    @Test
    void losesTheLineWhenThePortDisappears() throws Exception {
        LineRecorder session = new LineRecorder();
        start(session, 1000);
        session.await(Event.Connected.class);
        pty.close();
        session.await(Event.Lost.class);
        assertTrue(closed.await(60, TimeUnit.SECONDS), "the port stays open");
    }

    @Test
    void isFreeForTheNextCallOnceItIsClosed() throws Exception {
        start(new LineRecorder(), 1000).close();
        assertTrue(closed.await(60, TimeUnit.SECONDS));
        LineRecorder again = new LineRecorder();
        SerialLine line = start(again, 1000);
        pty.write("RING\r\n".getBytes());
        assertEquals("RING\r\n", again.received(6));
        line.close();
    }

    @Test
    void closesEvenIfTheFarEndTakesNothing() throws Exception {
        LineRecorder session = new LineRecorder(new Action.Send(new byte[1_000_000]));
        SerialLine line = start(session, 100_000_000);
        session.await(Event.Connected.class);
        line.close();
        assertTrue(closed.await(60, TimeUnit.SECONDS), "a write that hangs keeps the port");
    }

    @Test
    void sendsWhatWasGivenToItBeforeItCloses() throws Exception {
        SerialLine line = start(new LineRecorder(), 2000);
        line.send("OOOOOO".repeat(50).getBytes());
        line.close();
        assertEquals("OOOOOO".repeat(50), new String(read(300), StandardCharsets.US_ASCII));
    }

    @Test
    void knowsThatAPseudoTerminalHasNoModemLines() throws Exception {
        SerialDevice device = SerialDevice.open(new PortSettings(pty.path(), 9600, false));
        assertFalse(device.hasLines());
        assertFalse(device.hearsCarrier());
        device.close();
    }

    @Test
    void refusesAPortThatIsNotThere() {
        IOException refused = assertThrows(IOException.class,
                () -> SerialDevice.open(new PortSettings(Path.of("/dev/ttyUSB99"), 9600, false)));
        assertEquals("there is no port /dev/ttyUSB99", refused.getMessage());
    }
}
