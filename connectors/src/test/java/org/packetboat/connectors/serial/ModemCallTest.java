package org.packetboat.connectors.serial;

import static org.awaitility.Awaitility.await;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.connectors.serial.device.PortLock;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.login.LoginThrottle;
import org.packetboat.protocols.login.OneAccount;

/** Whole calls: jSerialComm on pseudo-terminals, with Hayes modems at their far ends. */
class ModemCallTest {
    private static final String NUMBER = "13035550100";

    @TempDir
    private Path locks;
    @TempDir
    private Path files;

    private final HayesModem hub = new HayesModem();
    private final HayesModem denver = new HayesModem();
    private final TalkSession talk = new TalkSession("hello from hub\r\n", "BYE");
    private final TalkSessions sessions = new TalkSessions(() -> talk);
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

    /** With all the time that a modem needs on a busy machine. */
    private ModemPort port(String name, HayesModem modem) {
        return port(name, modem, Duration.ofMinutes(1));
    }

    private ModemPort port(String name, HayesModem modem, Duration forEachAnswer) {
        return new ModemPort(name, modem.port(),
                Optional.of(HayesModem.settings(forEachAnswer)), locks);
    }

    private SerialLink link(ModemPort... ports) {
        return new SerialLink(new ModemPool(List.of(ports)), ChatScript.LOGIN, sessions, new NoIntake(),
                Clock.systemUTC());
    }

    private static Call call(Transport transport) {
        Route route = new Route("denver", List.of(new DomainPattern.Exactly(new Domain("denver.example.com"))),
                Window.ALWAYS, "always", "line1", transport, 2, Duration.ofMinutes(1), Duration.ofHours(12),
                AtClose.DRAIN,
                240);
        return new Call(route, Optional.empty(), Instant.MAX);
    }

    private static Transport.Uucp plain() {
        return new Transport.Uucp("denver", Optional.of(NUMBER), Optional.empty(), Optional.empty());
    }

    private Ending ending() throws Exception {
        return supply.ending();
    }

    private String unreached() throws Exception {
        return assertInstanceOf(Ending.Unreached.class, ending()).reply().text();
    }

    /** The port is given back a moment after the supply has heard of the end. */
    private void assertPortIsFree(ModemPort port) throws Exception {
        port.take().orElseThrow(() -> new AssertionError("the port stays taken")).release();
        await("no lock file").until(() -> lockFiles().isEmpty());
    }

    private List<Path> lockFiles() throws IOException {
        try (Stream<Path> left = Files.list(locks)) {
            return left.toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"BUSY,busy,true", "NO CARRIER,no carrier,true", "NO ANSWER,no answer,true",
            "NO DIALTONE,no dial tone,true", "ERROR,the modem refuses ATDT13035550100,true", "BUSY,busy,false",
            "NO CARRIER,no carrier,false", "NO ANSWER,no answer,false", "NO DIALTONE,no dial tone,false",
            "ERROR,the modem refuses ATDT13035550100,false", "RING,somebody is calling in,true"})
    void tellsWhyItCouldNotGetThrough(String report, String told, boolean verbose) throws Exception {
        hub.reports.put(NUMBER, report);
        hub.verbose = verbose;
        hub.echo = verbose;
        ModemPort port = port("line1", hub);
        link(port).open(call(plain()), supply);
        assertEquals(told, unreached());
        assertPortIsFree(port);
    }

    @Test
    void lineHasToBeDialledUnlessItIsACable() {
        Route route = call(plain()).route();
        assertFalse(link(port("line1", hub)).isUp(route));
        ModemPort cable = new ModemPort("cable", new PortSettings(hub.pty.path(), 9600, false), Optional.empty(),
                locks);
        assertTrue(link(cable).isUp(route));
    }

    @Test
    void givesUpOnAModemThatIsOff() throws Exception {
        hub.off = true;
        ModemPort port = port("line1", hub, Duration.ofMillis(400));
        link(port).open(call(plain()), supply);
        assertEquals("the modem does not answer ATZ", unreached());
        assertFalse(port.isFit(Instant.now()));
        assertPortIsFree(port);
    }

    @Test
    void talksToTheFarSideAndHangsUp() throws Exception {
        hub.subscribers.put(NUMBER, denver);
        Far far = new Far(denver, "hello from hub\r\n", "BYE");
        ModemPort port = port("line1", hub);
        link(port).open(call(plain()), supply);
        assertInstanceOf(Ending.Finished.class, ending());
        assertEquals("calling denver at 240", sessions.asked.take());
        assertEquals("ATH", hub.awaitHangUp());
        assertTrue(far.heard());
        assertPortIsFree(port);
    }

    @Test
    void holdsTheLockOfItsPortDuringTheCall() throws Exception {
        hub.subscribers.put(NUMBER, denver);
        new Far(denver, "hello from hub\r\n", "");
        ModemPort port = port("line1", hub);
        Link.Session session = link(port).open(call(plain()), supply);
        talk.up.get(60, TimeUnit.SECONDS);
        assertTrue(PortLock.isTaken(locks, hub.pty.path()));
        assertTrue(port.take().isEmpty());
        session.stop(true, "the window closes");
        assertInstanceOf(Ending.Stopped.class, ending());
        assertPortIsFree(port);
    }

    @Test
    void noticesALostCarrierByTheModemsWords() throws Exception {
        hub.subscribers.put(NUMBER, denver);
        Far far = new Far(denver, "hello from hub\r\n", "");
        link(port("line1", hub)).open(call(plain()), supply);
        assertTrue(far.heard());
        hub.dropCarrier();
        assertEquals("no carrier", talk.lost.get(60, TimeUnit.SECONDS));
        assertInstanceOf(Ending.Dropped.class, ending());
    }

    @Test
    void noticesAPortThatDisappears() throws Exception {
        hub.subscribers.put(NUMBER, denver);
        new Far(denver, "hello from hub\r\n", "");
        ModemPort port = port("line1", hub);
        link(port).open(call(plain()), supply);
        talk.up.get(60, TimeUnit.SECONDS);
        hub.close();
        String lost = talk.lost.get(60, TimeUnit.SECONDS);
        // reader or writer saw it first
        assertTrue(Set.of("the port hung up", "the port takes no more").contains(lost), lost);
        ending();
        assertPortIsFree(port);
    }

    @Test
    void stopsInTheMidstOfDialling() throws Exception {
        hub.reports.put(NUMBER, "");
        ModemPort port = port("line1", hub);
        Link.Session session = link(port).open(call(plain()), supply);
        session.stop(false, "the window closes");
        assertInstanceOf(Ending.Stopped.class, ending());
        assertPortIsFree(port);
    }

    @Test
    void takesTheNextModemOfThePoolWhenAnotherProgramHasTheFirst() throws Exception {
        denver.reports.put(NUMBER, "BUSY");
        Files.writeString(locks.resolve("LCK.." + PortLock.name(hub.pty.path())), "%10d\n".formatted(1));
        link(port("line1", hub), port("line2", denver)).open(call(plain()), supply);
        assertEquals("busy", unreached());
        assertEquals(List.of(), hub.commands);
    }

    @Test
    void takesAnotherModemAfterOneHasFailed() throws Exception {
        hub.reports.put(NUMBER, "NO DIALTONE");
        denver.reports.put(NUMBER, "BUSY");
        ModemPort first = port("line1", hub);
        SerialLink link = link(first, port("line2", denver));
        link.open(call(plain()), supply);
        assertEquals("no dial tone", unreached());
        ScriptedSupply again = new ScriptedSupply();
        link.open(call(plain()), again);
        assertEquals("busy", assertInstanceOf(Ending.Unreached.class, again.ending()).reply().text());
    }

    @Test
    void saysThatEveryPortIsInUse() throws Exception {
        ModemPort port = port("line1", hub);
        var lease = port.take().orElseThrow();
        link(port).open(call(plain()), supply);
        assertEquals("every port of this link is in use (line1: lock file "
                + locks.resolve("LCK.." + PortLock.name(hub.pty.path())) + " of process "
                + ProcessHandle.current().pid() + ", java)", unreached());
        assertFalse(assertInstanceOf(Ending.Unreached.class, supply.ending()).isDialled());
        lease.release();
    }

    @Test
    void saysThatThePortIsNotThere() throws Exception {
        ModemPort port = new ModemPort("line1", new PortSettings(Path.of("/dev/ttyUSB99"), 9600, false),
                Optional.of(HayesModem.settings(Duration.ofMinutes(1))), locks);
        link(port).open(call(plain()), supply);
        assertEquals("there is no port /dev/ttyUSB99", unreached());
        assertPortIsFree(port);
    }

    private Answerer answer(ModemPort port, TalkSessions talks, ScriptedSupply waiting) {
        return new Answerer(port, new Reception(new OneAccount("hub", "s3cret"), new LoginThrottle(),
                (_, _, _) -> waiting, talks, new NoIntake()), Clock.systemUTC()).start();
    }

    @Test
    void logsInAtAServerThatAnswers() throws Exception {
        hub.subscribers.put(NUMBER, denver);
        TalkSessions answering = new TalkSessions(() -> new TalkSession("BYE", "hello from hub"));
        ScriptedSupply waiting = new ScriptedSupply();
        Path password = Files.writeString(files.resolve("denver"), "s3cret\n");
        ModemPort calling = port("line1", hub);
        ModemPort answered = port("line2", denver);
        try (Answerer _ = answer(answered, answering, waiting)) {
            denver.awaitCommand("ATS0=0");
            link(calling).open(call(new Transport.Uucp("denver", Optional.of(NUMBER), Optional.of("hub"),
                    Optional.of(password.toString()))), supply);
            assertInstanceOf(Ending.Finished.class, ending());
            assertEquals("calling denver at 240", sessions.asked.take());
            assertEquals("called by hub at 240", answering.asked.take());
            waiting.ending();
        }
        assertPortIsFree(calling);
    }

    @Test
    void letsACallOfOursHaveThePortItWaitsOn() throws Exception {
        hub.reports.put(NUMBER, "BUSY");
        ModemPort port = port("line1", hub);
        try (Answerer _ = answer(port, sessions, new ScriptedSupply())) {
            hub.awaitCommand("ATS0=0");
            link(port).open(call(plain()), supply);
            assertEquals("busy", unreached());
        }
    }
}
