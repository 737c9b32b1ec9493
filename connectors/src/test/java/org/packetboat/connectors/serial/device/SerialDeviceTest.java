package org.packetboat.connectors.serial.device;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.packetboat.connectors.serial.TestLibrary;
import org.packetboat.connectors.serial.practice.Pty;

/** What the library does when a port goes and comes back at once; a pseudo-terminal does that when it is made anew. */
class SerialDeviceTest {
    private static final int ROUNDS = 2000;

    @BeforeAll
    static void installLibrary() throws Exception {
        TestLibrary.install();
    }

    @Test
    @Timeout(300)
    void portMayComeBackUnderTheNameOfOneThatIsBeingClosed() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Pty first = Pty.open();
            SerialDevice device = open(first);
            first.close();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(device::close);
            try (Pty second = Pty.open()) {
                open(second).close();
            }
            closing.get();
        }
    }

    private static SerialDevice open(Pty pty) throws IOException {
        return SerialDevice.open(new PortSettings(pty.path(), 115_200, false));
    }
}
