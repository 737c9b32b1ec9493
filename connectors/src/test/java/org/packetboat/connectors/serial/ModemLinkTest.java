package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.protocols.login.ChatScript;

/** UUCP between two modems keeps what every link promises. */
class ModemLinkTest extends LinkContract {
    private static final String NUMBER = "13035550100";

    @TempDir
    private Path locks;
    private final HayesModem here = new HayesModem();
    private final HayesModem there = new HayesModem();

    @BeforeAll
    static void installLibrary() throws IOException {
        TestLibrary.install();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private Link.Session dial(Supply supply) {
        ModemPort port = new ModemPort("line1", here.port(),
                Optional.of(HayesModem.settings(Duration.ofMinutes(1))), locks);
        return new SerialLink(new ModemPool(List.of(port)), ChatScript.LOGIN, UucpFarSide.sessions(), new NoIntake(),
                Clock.systemUTC()).open(UucpFarSide.call(Optional.of(NUMBER)), supply);
    }

    @Override
    protected Link.Session call(Supply supply) {
        here.subscribers.put(NUMBER, there);
        there.automatic = true;
        there.onCall = () -> UucpFarSide.answer(there.pty.path());
        return dial(supply);
    }

    private String whyNot(String report) throws Exception {
        Ending ending = endOf(supply -> {
            here.reports.put(NUMBER, report);
            dial(supply);
        });
        return assertInstanceOf(Ending.Unreached.class, ending).reply().text();
    }

    @Test
    void farSideIsBusy() throws Exception {
        assertEquals("busy", whyNot("BUSY"));
    }

    @Test
    void lineIsDead() throws Exception {
        assertEquals("no dial tone", whyNot("NO DIALTONE"));
    }

    @Test
    void stoppedWhileItDials() throws Exception {
        assertInstanceOf(Ending.Stopped.class, endOf(supply -> {
            here.reports.put(NUMBER, "");
            Link.Session session = dial(supply);
            here.awaitCommand("ATDT" + NUMBER);
            session.stop(true, "the window closes");
        }));
    }

    @Test
    void carrierIsLostAsItComesUp() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            here.subscribers.put(NUMBER, there);
            there.automatic = true;
            there.onCall = there::dropCarrier;
            dial(supply);
        }));
    }

    @Test
    void modemDisappears() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            here.reports.put(NUMBER, "");
            dial(supply);
            here.awaitCommand("ATDT" + NUMBER);
            here.close();
        }));
    }
}
