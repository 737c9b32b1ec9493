package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.uucp.greeting.GreetingReader;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.IFramer;
import org.packetboat.protocols.uucp.packet.IPacket;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** A far side that breaks rules: played by hand, packet by packet, against a session that was called. */
class LyingPeerTest {
    private final MemorySpool spool = new MemorySpool();
    private UucpSession session = session();
    private final List<Action> actions = new ArrayList<>();
    private IFramer framer = new IFramer();
    private final List<String> answers = new ArrayList<>();
    private Instant now = Mails.MORNING;
    private int seq = 1;

    private UucpSession session() {
        return UucpSession.called(_ -> Optional.empty(), UucpSettings.on(LineTiming.of(240), "hub", "hub.example.com"),
                spool);
    }

    private void tell(Event event) {
        List<Action> done = session.on(event, now);
        actions.addAll(done);
        for (Action action : done) {
            switch (action) {
                case Action.Send(byte[] bytes) -> {
                    hear(bytes);
                    tell(new Event.Drained());
                }
                case Action.Ask _ -> tell(new Event.Offered(List.of()));
                case Action.TakeIn taken -> tell(
                        new Event.TakenIn(taken.ticket(), new Receipt.Accepted(new QueueId(1))));
                default -> {
                    // looked at by the tests
                }
            }
        }
    }

    private void hear(byte[] bytes) {
        if (bytes[0] == GreetingReader.MARK) return;
        framer.add(bytes);
        for (Optional<IFramer.Found> found = framer.next(); found.isPresent(); found = framer.next()) {
            if (found.get() instanceof IFramer.Found.Good(IPacket packet) && packet.type() == IPacket.Type.DATA) {
                answers.add(new String(packet.data(), StandardCharsets.ISO_8859_1).replace("\0", ""));
            }
        }
    }

    private void say(byte[] bytes) {
        now = now.plusMillis(bytes.length * 4L);
        tell(new Event.Received(bytes));
    }

    private void greet() {
        tell(new Event.Connected());
        say(GreetingReader.frame("Sbad -R -N07"));
        say(GreetingReader.frame("Ui"));
        say(new IPacket(IPacket.Type.SYNC, true, 0, 0, 0, 0, new byte[]{4, 0, 16, 7}).encode());
    }

    private void data(int channel, byte[] content) {
        say(new IPacket(IPacket.Type.DATA, true, seq, 0, channel, 0, content).encode());
        seq = seq + 1 & 31;
    }

    private void command(String text) {
        data(1, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
        say(new IPacket(IPacket.Type.SPOS, true, seq, 0, 0, 0, new byte[4]).encode());
        seq = seq + 1 & 31;
    }

    private boolean tookMail() {
        return actions.stream().anyMatch(action -> action instanceof Action.TakeIn);
    }

    private Optional<Ending> ending() {
        return actions.stream().filter(action -> action instanceof Action.HangUp)
                .map(action -> ((Action.HangUp) action).ending()).findFirst();
    }

    /** Time goes by, alarm by alarm, and nobody says anything. */
    private void silence(Duration howLong) {
        Instant end = now.plus(howLong);
        while (ending().isEmpty() && now.isBefore(end)) {
            now = now.plusSeconds(1);
            tell(new Event.Rang());
        }
    }

    @Test
    void takesMailFromAPeerThatKeepsTheRules() {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        data(1, "abc".getBytes());
        data(1, new byte[0]);
        assertTrue(tookMail());
        assertEquals(List.of("EY 0x0", "CY"), answers);
    }

    private void mail(String job, String text) {
        command("E " + job + " " + job + " joe -C " + job + " 0600 \"\" 0x" + Integer.toHexString(text.length())
                + " rmail ann@hub.example.com");
        content(text);
    }

    private void file(String name, String text) {
        command("S " + name + " " + name + " joe -C " + name + " 0600 \"\" 0x" + Integer.toHexString(text.length()));
        content(text);
    }

    private void content(String text) {
        if (answers.getLast().contains("N")) return;
        for (int at = 0; at < text.length(); at += 500)
            data(1, text.substring(at, Math.min(text.length(), at + 500)).getBytes());
        data(1, new byte[0]);
    }

    private void confirm() {
        say(new IPacket(IPacket.Type.ACK, true, 0, answers.size(), 0, 0, new byte[0]).encode());
    }

    private void hangUp() {
        confirm();
        data(0, "H\0".getBytes());
    }

    private void callAgain() {
        session = session();
        framer = new IFramer();
        seq = 1;
        now = now.plusSeconds(1);
        greet();
    }

    private List<Action.TakeIn> takenIn() {
        return actions.stream().filter(a -> a instanceof Action.TakeIn).map(a -> (Action.TakeIn) a).toList();
    }

    private List<String> names() {
        return takenIn().stream().map(a -> a.submission().name().orElseThrow()).toList();
    }

    private List<String> texts() {
        return takenIn().stream().map(a -> new String(a.body().read(0, 8192), StandardCharsets.ISO_8859_1)).toList();
    }

    /** The text of an alarm is the same each time: no date, no id. Two jobs are two mails. */
    @Test
    void theSameTextInTwoJobsIsTwoMails() {
        greet();
        mail("D.1", "alarm\n");
        mail("D.2", "alarm\n");
        assertEquals(2, names().stream().distinct().count(), names()::toString);
        assertTrue(names().stream().allMatch(Repeat::isName), names()::toString);
    }

    /** The call broke behind its last byte; the answer did not reach the peer. The intake knows it by name and text. */
    @Test
    void aSmallJobWhoseAnswerWasNotHeardHasTheSameNameAndText() {
        greet();
        mail("D.1", "alarm\n");
        callAgain();
        mail("D.1", "alarm\n");
        assertEquals(List.of("EY 0x0", "CY", "EY 0x0", "CY"), answers);
        assertEquals(1, names().stream().distinct().count(), names()::toString);
        assertEquals(List.of("alarm\r\n", "alarm\r\n"), texts());
    }

    /** A peer that was set up anew counts from the first name on. This mail is as long, and to the same. */
    @Test
    void anotherMailUnderTheNameOfOneWhoseAnswerWasNotHeardIsTaken() {
        greet();
        mail("D.1", "pump 1\n");
        callAgain();
        mail("D.1", "pump 2\n");
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), texts());
    }

    @Test
    void theBeginningOfASmallFileIsReadAgain() {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x7 rmail ann@hub.example.com");
        data(1, "pump 1".getBytes());
        callAgain();
        mail("D.1", "door 2\n");
        assertEquals(List.of("door 2\r\n"), texts());
    }

    @Test
    void aLargeJobWhoseAnswerWasNotHeardIsHereAlready() {
        greet();
        mail("D.1", "x".repeat(5000));
        callAgain();
        mail("D.1", "x".repeat(5000));
        assertEquals(List.of("EY 0x0", "CY", "EN8"), answers);
        assertEquals(1, names().size(), names()::toString);
    }

    @Test
    void aLargeFileGoesOnWhereItBrokeOff() {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x1388 rmail ann@hub.example.com");
        for (int i = 0; i < 4; i++)
            data(1, "x".repeat(500).getBytes());
        callAgain();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x1388 rmail ann@hub.example.com");
        assertEquals(List.of("EY 0x0", "EY 0x7d0"), answers);
    }

    /** A Packetboat never gives a name twice. */
    @Test
    void aSmallJobOfAPacketboatIsHereAlready() {
        greet();
        mail("D.0123456789", "alarm\n");
        callAgain();
        mail("D.0123456789", "alarm\n");
        assertEquals(List.of("EY 0x0", "CY", "EN8"), answers);
    }

    /** Its input came and was confirmed, the job was done, and only the answer to the order was lost. */
    @Test
    void anOrderThatComesAgainWithoutItsInputIsNotKeptForTheNextOfThatName() {
        greet();
        file("D.1", "pump 1\n");
        confirm();
        file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        callAgain();
        file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        file("D.1", "pump 2\n");
        assertEquals(List.of("pump 1\r\n"), texts());
        file("X.1", "C rmail bob@hub.example.com\nI D.1\nF D.1\n");
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), texts());
        assertEquals("bob@hub.example.com", takenIn().getLast().submission().recipients().getFirst().address()
                .toString());
    }

    /** Nothing of both files was confirmed: both come again, and are the same mail to the intake. */
    @Test
    void anOrderThatComesAgainWithItsInputIsFollowed() {
        greet();
        file("D.1", "pump 1\n");
        file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        callAgain();
        file("D.1", "pump 2\n");
        file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), texts());
    }

    /** The peer heard the answer, and crashed before its spool knew. */
    @Test
    void aJobThatComesAgainHasTheSameName() {
        greet();
        mail("D.1", "alarm\n");
        confirm();
        callAgain();
        mail("D.1", "alarm\n");
        assertEquals(2, names().size(), answers::toString);
        assertEquals(1, names().stream().distinct().count(), names()::toString);
    }

    /** A peer with its spool in memory begins with the same name after each start. */
    @Test
    void aJobBehindAHangUpIsAnotherEvenIfItIsCalledTheSame() {
        greet();
        mail("D.1", "alarm\n");
        hangUp();
        callAgain();
        mail("D.1", "alarm\n");
        assertEquals(2, names().stream().distinct().count(), names()::toString);
    }

    /** By whatever machine it comes in: nothing of ours is in the name. */
    @Test
    void aMailWithADateIsCalledAfterPeerAndJobAlone() {
        greet();
        mail("D.1", "Date: now\n\nalarm\n");
        assertEquals(List.of("D.1.0@bad.uucp"), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"S /etc/passwd /etc/passwd joe -C D.1 0600 \"\" 0x3",
            "S D.1 D.../x joe -C D.1 0600 \"\" 0x3",
            "S D.1 ~/D.1 joe -C D.1 0600 \"\" 0x3", "S D.1 D./../../x joe -C D.1 0600 \"\" 0x3",
            "S C.1 C.1 joe -C C.1 0600 \"\" 0x3", "S D.1 X.a/b joe -C D.1 0600 \"\" 0x3"})
    void refusesNamesOutsideTheForm(String command) {
        greet();
        command(command);
        assertEquals(List.of("SN2"), answers);
        assertEquals(0, spool.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"D.../x", "~/D.1", "/etc/passwd", "X.1", "C.1", "1"})
    void refusesNamesOutsideTheFormAlsoWithTheirCommand(String name) {
        greet();
        command("E D.1 " + name + " joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        assertEquals(List.of("EN2"), answers);
        assertEquals(0, spool.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c reboot", "rmail ann@hub.example.com;reboot", "rmail $(reboot)@x", "rmail",
            "rmail -bs",
            "/bin/rmail ann@hub.example.com", "uucp a b"})
    void refusesCommandsThatAreNotMail(String command) {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 " + command);
        assertEquals(List.of("EN2"), answers.stream().map(a -> a.replace("EY 0x0", "taken: " + command)).toList());
    }

    @Test
    void refusesAFileShorterThanAnnounced() {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x30 rmail ann@hub.example.com");
        data(1, "abc".getBytes());
        data(1, new byte[0]);
        assertFalse(tookMail());
        assertEquals(List.of("EY 0x0", "CN5"), answers);
    }

    @Test
    void hangsUpOnAFileLongerThanAnnounced() {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        data(1, "abcd".getBytes());
        silence(Duration.ofMinutes(5));
        assertFalse(tookMail());
        assertInstanceOf(Ending.Dropped.class, ending().orElseThrow());
    }

    @Test
    void refusesAFileLargerThanAnyMail() {
        greet();
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0xffffffffff rmail ann@hub.example.com");
        assertEquals(List.of("EN7"), answers);
    }

    @Test
    void hangsUpOnACommandWithoutEnd() {
        greet();
        for (int i = 0; i < 9 && ending().isEmpty(); i++)
            data(1, "x".repeat(1000).getBytes());
        silence(Duration.ofMinutes(5));
        assertInstanceOf(Ending.Dropped.class, ending().orElseThrow());
    }

    @Test
    void aPeerThatStopsInMidPacketIsGivenUp() {
        greet();
        byte[] packet = new IPacket(IPacket.Type.DATA, true, 1, 0, 1, 0, new byte[500]).encode();
        say(Arrays.copyOf(packet, 100));
        silence(Duration.ofMinutes(10));
        assertInstanceOf(Ending.Dropped.class, ending().orElseThrow());
    }

    /** On a plain cable the caller opens its port when it likes. */
    @Test
    void saysAGreetingAgainThatNobodyHeard() {
        tell(new Event.Connected());
        silence(Duration.ofSeconds(25));
        byte[] greeting = GreetingReader.frame("Shere=hub");
        long said = actions.stream().filter(action -> action instanceof Action.Send(byte[] bytes)
                && Arrays.equals(greeting, bytes)).count();
        assertEquals(3, said);
    }

    @Test
    void aPeerThatNeverSpeaksIsGivenUp() {
        tell(new Event.Connected());
        silence(Duration.ofMinutes(10));
        assertInstanceOf(Ending.Unreached.class, ending().orElseThrow());
    }

    @Test
    void findsTheGreetingBehindGarbage() {
        tell(new Event.Connected());
        byte[] garbage = new byte[5000];
        new Random(1).nextBytes(garbage);
        say(garbage);
        say("\r\nlogin: bad\r\nPassword:\r\n\020junk".getBytes(StandardCharsets.ISO_8859_1));
        say(GreetingReader.frame("Sbad -R -N07"));
        say(GreetingReader.frame("Ui"));
        say(new IPacket(IPacket.Type.SYNC, true, 0, 0, 0, 0, new byte[]{4, 0, 16, 7}).encode());
        command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        assertEquals(List.of("EY 0x0"), answers);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aFloodOfNonsenseDoesNoHarmAndEnds(long seed) {
        greet();
        Random random = new Random(seed);
        for (int i = 0; i < 400 && ending().isEmpty(); i++) {
            byte[] flood = new byte[1000];
            random.nextBytes(flood);
            say(flood);
        }
        silence(Duration.ofMinutes(30));
        assertFalse(tookMail());
        assertTrue(ending().isPresent());
        assertEquals(0, spool.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomPacketsThatPassTheirChecksDoNoHarm(long seed) {
        greet();
        Random random = new Random(seed);
        for (int i = 0; i < 300 && ending().isEmpty(); i++) {
            byte[] content = new byte[random.nextInt(40)];
            random.nextBytes(content);
            IPacket.Type type = IPacket.Type.values()[random.nextInt(6)];
            say(new IPacket(type, true, random.nextInt(32), random.nextInt(32), random.nextInt(8), random.nextInt(8),
                    content).encode());
        }
        silence(Duration.ofMinutes(30));
        assertFalse(tookMail());
        assertTrue(ending().isPresent());
    }

    @Test
    void anEchoingLineIsNotTakenForAPeer() {
        greet();
        data(1, "E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com\0".getBytes());
        byte[] own = new IPacket(IPacket.Type.DATA, false, 2, 1, 1, 0, "abc".getBytes()).encode();
        say(own);
        assertEquals(List.of("EY 0x0"), answers);
        assertFalse(tookMail());
    }
}
