package org.packetboat.connectors.serial;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.device.PortLock;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.practice.Pty;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.protocols.login.ChatScript;

/** UUCP over a serial cable keeps what every link promises. */
class SerialLinkTest extends LinkContract {
    @TempDir
    private Path locks;
    private final Pty cable = Pty.open();
    private final PtyStreams far = new PtyStreams(cable);

    @BeforeAll
    static void installLibrary() throws IOException {
        TestLibrary.install();
    }

    @AfterEach
    void close() {
        far.close();
        cable.close();
    }

    private Link.Session dial(Path device, Supply supply) {
        ModemPort port = new ModemPort("cable", new PortSettings(device, 115_200, false), Optional.empty(), locks);
        return new SerialLink(new ModemPool(List.of(port)), ChatScript.LOGIN, UucpFarSide.sessions(), new NoIntake(),
                Clock.systemUTC()).open(UucpFarSide.call(Optional.empty()), supply);
    }

    @Override
    protected Link.Session call(Supply supply) {
        UucpFarSide.answer(far, far.out(), far);
        return dial(cable.path(), supply);
    }

    @Test
    void thereIsNoSuchPort() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> dial(Path.of("/dev/ttyUSB99"), supply)));
    }

    @Test
    void portIsInUse() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            Files.writeString(locks.resolve("LCK.." + PortLock.name(cable.path())), "%10d\n".formatted(1));
            dial(cable.path(), supply);
        }));
    }

    @Test
    void portIsNoPort() throws Exception {
        assertInstanceOf(Ending.Unreached.class,
                endOf(supply -> dial(Files.writeString(locks.resolve("file"), "no port"), supply)));
    }

    @Test
    void portDisappears() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            dial(cable.path(), supply);
            await("the port is open").until(() -> cable.read(new byte[1], 20) >= 0);
            cable.close();
        }));
    }

    @Test
    void farSideSaysNothingUntilTheCallIsStopped() throws Exception {
        assertInstanceOf(Ending.Stopped.class,
                endOf(supply -> dial(cable.path(), supply).stop(true, "the window closes")));
    }
}
