package org.packetboat.protocols.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.router.Endpoint;
import org.packetboat.engine.router.Entry;
import org.packetboat.engine.router.LocalEntry;
import org.packetboat.engine.router.Router;
import org.packetboat.engine.router.SequenceNumber;

class DatagramCodecTest {
    private static final RouterKey KEY = new RouterKey("0123456789abcdef0123456789abcdef");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int RANDOM_DATAGRAMS = 200_000;

    private final DatagramCodec codec = new DatagramCodec(KEY);

    private static Datagram.Advertisement advertisement() {
        return new Datagram.Advertisement("hub.example.com", new SequenceNumber(-7, 12), 2525,
                Optional.of(new SequenceNumber(9, 3)),
                List.of(new Entry(DomainPattern.parse("*.ny.example.com"), 2, NOON, List.of("hub.example.com"), 5),
                        new Entry(DomainPattern.parse("*"), 16, Instant.MAX, List.of("hub.example.com", "b"), -1)));
    }

    private Optional<Datagram> again(byte[] bytes) {
        return codec.decode(bytes, bytes.length);
    }

    @Test
    void datagramsComeOutAsTheyWentIn() {
        Datagram question = new Datagram.Question("b", new SequenceNumber(1, 2), List.of(new Domain("ny.example.com")));
        assertEquals(Optional.of(question), again(codec.encode(question)));
        assertEquals(Optional.of(advertisement()), again(codec.encode(advertisement())));
    }

    @Test
    void datagramSignedWithAnotherKeyIsRefused() {
        byte[] bytes = new DatagramCodec(new RouterKey("another key of thirty-two letters")).encode(advertisement());
        assertEquals(Optional.empty(), again(bytes));
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] good = codec.encode(advertisement());
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] bad = good.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertEquals(Optional.empty(), again(bad));
        }
    }

    @Test
    void anythingUnderTheRightSignatureIsReadOrRefusedAndHarmsNobody() {
        Random random = new Random(1652);
        byte[] good = codec.encode(advertisement());
        Router router = new Router("branch", 25, 1);
        int read = 0;
        for (int i = 0; i < RANDOM_DATAGRAMS; i++) {
            Optional<Datagram> datagram = again(signed(i % 3 == 0 ? noise(random) : changed(good, random)));
            datagram.ifPresent(d -> router.hear(d, new Endpoint("10.0.0.1", 1652), NOON));
            read += datagram.isPresent() ? 1 : 0;
            router.step(NOON.plusSeconds(i / 100));
        }
        assertTrue(read > 1000, "some can be read: " + read);
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 5 && random.nextBoolean()) ByteBuffer.wrap(bytes).putInt(0x50425231).put((byte) 1);
        return bytes;
    }

    private static byte[] changed(byte[] good, Random random) {
        byte[] bytes = Arrays.copyOf(good, good.length - RouterKey.LENGTH);
        for (int i = random.nextInt(3); i >= 0; i--)
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] signed(byte[] content) {
        return ByteBuffer.allocate(content.length + RouterKey.LENGTH).put(content)
                .put(KEY.sign(content, content.length)).array();
    }

    @Test
    void everyDatagramOfALargeTableFitsIntoOnePacket() {
        Router router = new Router("a-server-with-a-long-name.branches.example.com", 25, 1);
        List<LocalEntry> own = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            own.add(new LocalEntry(DomainPattern.parse("*.site-" + i + ".branches.example.com"), 2, NOON));
        }
        router.own(own, NOON);
        router.step(NOON).forEach(outgoing -> assertTrue(codec.encode(outgoing.datagram()).length <= 1400));
    }

    @Test
    void shortKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RouterKey("secret"));
    }
}
