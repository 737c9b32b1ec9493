package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.login.LoginThrottle;
import org.packetboat.protocols.login.OneAccount;

/** What real modems say and do, in whole calls: the table of docs/modems.md. */
class ModemResultsTest {
    private static final String NUMBER = "13035550100";

    @TempDir
    private Path locks;
    @TempDir
    private Path names;

    private final HayesModem hub = new HayesModem();
    private final HayesModem second = new HayesModem();
    private final PortTurns turns = new PortTurns();

    @BeforeAll
    static void installLibrary() throws IOException {
        TestLibrary.install();
    }

    @AfterEach
    void switchOff() {
        hub.close();
        second.close();
    }

    private ModemPort port(String name, Path device, Duration forEachAnswer) {
        return new ModemPort(name, new PortSettings(device, 115_200, false),
                Optional.of(HayesModem.settings(forEachAnswer)), locks, turns);
    }

    private ModemPort port(String name, Path device) {
        return port(name, device, Duration.ofMinutes(1));
    }

    private Reply whyNot(ModemPort... ports) throws Exception {
        ScriptedSupply supply = new ScriptedSupply();
        new SerialLink(new ModemPool(List.of(ports)), ChatScript.LOGIN, UucpFarSide.sessions(), new NoIntake(),
                Clock.systemUTC()).open(UucpFarSide.call(Optional.of(NUMBER)), supply);
        return assertInstanceOf(Ending.Unreached.class, supply.ending()).reply();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"VOICE|a person has answered, no modem: check the number|true|true",
                    "FAX|a fax machine has answered, no modem: check the number|true|true",
                    "+FCO|a fax machine has answered, no modem: check the number|true|true",
                    "VCON|the modem is in voice mode (VCON): check init|false|false",
                    "NO DIAL TONE|no dial tone|false|false",
                    "+CME ERROR: 30|the modem refuses ATDT13035550100: +CME ERROR: 30 (no network)|false|false",
                    "+CMS ERROR: 331|the modem refuses ATDT13035550100: +CMS ERROR: 331 (no network)|false|false"})
    void tellsWhatItHeard(String report, String told, boolean forLong, boolean fit) throws Exception {
        hub.reports.put(NUMBER, report);
        ModemPort port = port("line1", hub.pty.path());
        Reply reply = whyNot(port);
        assertEquals(told, reply.text());
        assertEquals(forLong, reply.isPermanent());
        assertEquals(fit, port.isFit(Instant.now()));
    }

    @Test
    void ringingIsNoRing() throws Exception {
        hub.reports.put(NUMBER, "RINGING\nRINGING\nBUSY");
        assertEquals("busy", whyNot(port("line1", hub.pty.path())).text());
    }

    @ParameterizedTest
    @CsvSource({"DELAYED 00:10:00", "BLACKLISTED"})
    void numberThatAModemDoesNotDialIsLeftToOthers(String report) throws Exception {
        hub.reports.put(NUMBER, report);
        second.reports.put(NUMBER, "BUSY");
        ModemPort first = port("line1", hub.pty.path());
        whyNot(first);
        assertTrue(whyNot(first).text().startsWith(
                "every port of this link is in use (line1: its modem does not dial this number before "));
        assertEquals("busy", whyNot(first, port("line2", second.pty.path())).text());
        assertEquals(1, hub.commands.stream().filter(c -> c.startsWith("ATD")).count());
    }

    @Test
    void modemWithoutProfilesIsSetToItsFactorySettings() throws Exception {
        hub.onlyFactory = true;
        hub.reports.put(NUMBER, "BUSY");
        assertEquals("busy", whyNot(port("line1", hub.pty.path())).text());
        assertTrue(hub.commands.contains("AT&F"));
    }

    @Test
    void modemThatIsSlowAtFirstIsWaitedFor() throws Exception {
        hub.slow = 2; // ATZ and ATH get no answer
        hub.reports.put(NUMBER, "BUSY");
        assertEquals("busy", whyNot(port("line1", hub.pty.path(), Duration.ofSeconds(3))).text());
    }

    @Test
    void twoNamesOfOneDeviceShareIt() throws Exception {
        hub.reports.put(NUMBER, "BUSY");
        Path byId = Files.createSymbolicLink(names.resolve("usb-modem"), hub.pty.path());
        Reception reception = new Reception(new OneAccount("hub", "s3cret"), new LoginThrottle(),
                (_, _, _) -> new ScriptedSupply(), UucpFarSide.sessions(), new NoIntake());
        try (Answerer _ = new Answerer(port("line1", byId), reception, Clock.systemUTC()).start()) {
            hub.awaitCommand("ATS0=0");
            assertEquals("busy", whyNot(port("line2", hub.pty.path())).text());
        }
    }

    @Test
    void oneOfTwoNamesRestsWithTheOther() throws Exception {
        hub.reports.put(NUMBER, "NO DIALTONE");
        Path byId = Files.createSymbolicLink(names.resolve("usb-modem"), hub.pty.path());
        whyNot(port("line1", byId));
        assertFalse(port("line2", hub.pty.path()).isFit(Instant.now()));
    }
}
