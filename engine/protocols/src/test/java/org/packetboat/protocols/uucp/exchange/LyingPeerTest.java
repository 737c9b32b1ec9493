package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.uucp.greeting.GreetingReader;
import org.packetboat.protocols.uucp.packet.IPacket;

/** A far side that breaks rules. */
class LyingPeerTest {
    private final LyingPeer peer = new LyingPeer();

    @Test
    void takesMailFromAPeerThatKeepsTheRules() {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        peer.data(1, "abc".getBytes());
        peer.data(1, new byte[0]);
        assertTrue(peer.tookMail());
        assertEquals(List.of("EY 0x0", "CY"), peer.answers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S /etc/passwd /etc/passwd joe -C D.1 0600 \"\" 0x3",
            "S D.1 D.../x joe -C D.1 0600 \"\" 0x3",
            "S D.1 ~/D.1 joe -C D.1 0600 \"\" 0x3", "S D.1 D./../../x joe -C D.1 0600 \"\" 0x3",
            "S C.1 C.1 joe -C C.1 0600 \"\" 0x3", "S D.1 X.a/b joe -C D.1 0600 \"\" 0x3"})
    void refusesNamesOutsideTheForm(String command) {
        peer.greet();
        peer.command(command);
        assertEquals(List.of("SN2"), peer.answers);
        assertEquals(0, peer.spool.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"D.../x", "~/D.1", "/etc/passwd", "X.1", "C.1", "1"})
    void refusesNamesOutsideTheFormAlsoWithTheirCommand(String name) {
        peer.greet();
        peer.command("E D.1 " + name + " joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        assertEquals(List.of("EN2"), peer.answers);
        assertEquals(0, peer.spool.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c reboot", "rmail ann@hub.example.com;reboot", "rmail $(reboot)@x", "rmail",
            "rmail -bs",
            "/bin/rmail ann@hub.example.com", "uucp a b"})
    void refusesCommandsThatAreNotMail(String command) {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 " + command);
        assertEquals(List.of("EN2"), peer.answers.stream().map(a -> a.replace("EY 0x0", "taken: " + command)).toList());
    }

    @Test
    void refusesAFileShorterThanAnnounced() {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x30 rmail ann@hub.example.com");
        peer.data(1, "abc".getBytes());
        peer.data(1, new byte[0]);
        assertFalse(peer.tookMail());
        assertEquals(List.of("EY 0x0", "CN5"), peer.answers);
    }

    @Test
    void hangsUpOnAFileLongerThanAnnounced() {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        peer.data(1, "abcd".getBytes());
        peer.silence(Duration.ofMinutes(5));
        assertFalse(peer.tookMail());
        assertInstanceOf(Ending.Dropped.class, peer.ending().orElseThrow());
    }

    @Test
    void refusesAFileLargerThanAnyMail() {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0xffffffffff rmail ann@hub.example.com");
        assertEquals(List.of("EN7"), peer.answers);
    }

    @Test
    void hangsUpOnACommandWithoutEnd() {
        peer.greet();
        for (int i = 0; i < 9 && peer.ending().isEmpty(); i++)
            peer.data(1, "x".repeat(1000).getBytes());
        peer.silence(Duration.ofMinutes(5));
        assertInstanceOf(Ending.Dropped.class, peer.ending().orElseThrow());
    }

    @Test
    void aPeerThatStopsInMidPacketIsGivenUp() {
        peer.greet();
        byte[] packet = new IPacket(IPacket.Type.DATA, true, 1, 0, 1, 0, new byte[500]).encode();
        peer.say(Arrays.copyOf(packet, 100));
        peer.silence(Duration.ofMinutes(10));
        assertInstanceOf(Ending.Dropped.class, peer.ending().orElseThrow());
    }

    /** On a plain cable the caller opens its port when it likes. */
    @Test
    void saysAGreetingAgainThatNobodyHeard() {
        peer.tell(new Event.Connected());
        peer.silence(Duration.ofSeconds(25));
        byte[] greeting = GreetingReader.frame("Shere=hub");
        long said = peer.actions.stream().filter(action -> action instanceof Action.Send(byte[] bytes)
                && Arrays.equals(greeting, bytes)).count();
        assertEquals(3, said);
    }

    @Test
    void aPeerThatNeverSpeaksIsGivenUp() {
        peer.tell(new Event.Connected());
        peer.silence(Duration.ofMinutes(10));
        assertInstanceOf(Ending.Unreached.class, peer.ending().orElseThrow());
    }

    @Test
    void findsTheGreetingBehindGarbage() {
        peer.tell(new Event.Connected());
        byte[] garbage = new byte[5000];
        new Random(1).nextBytes(garbage);
        peer.say(garbage);
        peer.say("\r\nlogin: bad\r\nPassword:\r\n\020junk".getBytes(StandardCharsets.ISO_8859_1));
        peer.say(GreetingReader.frame("Sbad -R -N07"));
        peer.say(GreetingReader.frame("Ui"));
        peer.say(new IPacket(IPacket.Type.SYNC, true, 0, 0, 0, 0, new byte[]{4, 0, 16, 7}).encode());
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com");
        assertEquals(List.of("EY 0x0"), peer.answers);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aFloodOfNonsenseDoesNoHarmAndEnds(long seed) {
        peer.greet();
        Random random = new Random(seed);
        for (int i = 0; i < 400 && peer.ending().isEmpty(); i++) {
            byte[] flood = new byte[1000];
            random.nextBytes(flood);
            peer.say(flood);
        }
        peer.silence(Duration.ofMinutes(30));
        assertFalse(peer.tookMail());
        assertTrue(peer.ending().isPresent());
        assertEquals(0, peer.spool.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomPacketsThatPassTheirChecksDoNoHarm(long seed) {
        peer.greet();
        Random random = new Random(seed);
        for (int i = 0; i < 300 && peer.ending().isEmpty(); i++) {
            byte[] content = new byte[random.nextInt(40)];
            random.nextBytes(content);
            IPacket.Type type = IPacket.Type.values()[random.nextInt(6)];
            peer.say(new IPacket(type, true, random.nextInt(32), random.nextInt(32), random.nextInt(8),
                    random.nextInt(8), content).encode());
        }
        peer.silence(Duration.ofMinutes(30));
        assertFalse(peer.tookMail());
        assertTrue(peer.ending().isPresent());
    }

    @Test
    void anEchoingLineIsNotTakenForAPeer() {
        peer.greet();
        peer.data(1, "E D.1 D.1 joe -C D.1 0600 \"\" 0x3 rmail ann@hub.example.com\0".getBytes());
        byte[] own = new IPacket(IPacket.Type.DATA, false, 2, 1, 1, 0, "abc".getBytes()).encode();
        peer.say(own);
        assertEquals(List.of("EY 0x0"), peer.answers);
        assertFalse(peer.tookMail());
    }
}
