package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.connectors.serial.practice.Pty;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LineContract;
import org.packetboat.engine.link.SessionDriver;

/** {@link SerialLine} on a pseudo-terminal. */
class CableLineTest extends LineContract {
    private static final int FOREVER_MILLIS = 60_000;

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

    @Override
    protected Line open(Function<Line, SessionDriver> driver) throws IOException {
        SerialDevice device = SerialDevice.open(new PortSettings(pty.path(), 115_200, false));
        SerialLine line = new SerialLine("test", device, Optional.empty(), 100_000_000, Clock.systemUTC(),
                new OnClose(closed::countDown));
        line.start(driver.apply(line));
        return line;
    }

    @Override
    protected FarEnd far() {
        return new FarEnd() {
            @Override
            public void write(byte[] bytes) {
                pty.write(bytes);
            }

            @Override
            public byte[] read(int length) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                byte[] piece = new byte[4096];
                while (all.size() < length) {
                    int n = pty.read(piece, FOREVER_MILLIS);
                    if (n <= 0) throw new AssertionError("only " + all.size() + " bytes came");
                    all.write(piece, 0, n);
                }
                return all.toByteArray();
            }

            @Override
            public void hangUp() {
                pty.close();
            }

            @Override
            public void awaitEnd() throws InterruptedException {
                closed.await();
                assertEquals(-1, pty.read(new byte[1], FOREVER_MILLIS));
            }
        };
    }

    @Override
    protected void awaitClosed() throws InterruptedException {
        closed.await();
    }
}
