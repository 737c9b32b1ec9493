package org.packetboat.protocols.router;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.router.Entry;
import org.packetboat.engine.router.SequenceNumber;

/**
 * Datagrams as bytes. Numbers are big-endian; a text is its length in two bytes and that many bytes of UTF-8.
 *
 * <pre>
 *  0          4        5               13              21
 * | "PBR1" 4 | kind 1 | boot 8        | sequence 8    | from text |
 *
 * kind 1, advertisement:
 * | mail port 2 | answered boot 8 | answered sequence 8 | count 2 | count × entry |
 *   entry: | hops 1 | until 8 | version 8 | path: count 1, texts | pattern text |
 *
 * kind 2, question:
 * | count 2 | count × domain text |
 *
 * and behind either:
 * | HMAC-SHA-256 of all before it 32 |
 * </pre>
 *
 * Until is milliseconds since 1970, or 7fffffffffffffff for never. An answered sequence of 0 means that nothing is
 * answered. Whatever is not exactly this is refused as a whole.
 */
public final class DatagramCodec {
    /** More bytes than any datagram has. */
    public static final int LARGEST = 16_384;

    private static final int MAGIC = 0x50425231;
    private static final int ADVERTISEMENT = 1;
    private static final int QUESTION = 2;

    private final RouterKey key;

    public DatagramCodec(RouterKey key) {
        this.key = key;
    }

    public byte[] encode(Datagram datagram) {
        ByteBuffer out = ByteBuffer.allocate(LARGEST);
        out.putInt(MAGIC);
        switch (datagram) {
            case Datagram.Advertisement said -> advertisement(out, said);
            case Datagram.Question asked -> question(out, asked);
        }
        int length = out.position();
        out.put(key.sign(out.array(), length));
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void advertisement(ByteBuffer out, Datagram.Advertisement said) {
        out.put((byte) ADVERTISEMENT);
        head(out, said);
        SequenceNumber answers = said.answers().orElse(new SequenceNumber(0, 0));
        out.putShort((short) said.mail()).putLong(answers.boot()).putLong(answers.sequence());
        out.putShort((short) said.entries().size());
        said.entries().forEach(entry -> entry(out, entry));
    }

    private static void entry(ByteBuffer out, Entry entry) {
        long until = entry.until().equals(Instant.MAX) ? Long.MAX_VALUE : entry.until().toEpochMilli();
        out.put((byte) entry.hops()).putLong(until).putLong(entry.version()).put((byte) entry.path().size());
        entry.path().forEach(server -> text(out, server));
        text(out, entry.pattern().text());
    }

    private static void question(ByteBuffer out, Datagram.Question asked) {
        out.put((byte) QUESTION);
        head(out, asked);
        out.putShort((short) asked.domains().size());
        asked.domains().forEach(domain -> text(out, domain.name()));
    }

    private static void head(ByteBuffer out, Datagram datagram) {
        out.putLong(datagram.number().boot()).putLong(datagram.number().sequence());
        text(out, datagram.from());
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    /** Reads the first bytes of this array; empty if they are no datagram, or not signed with our key. */
    public Optional<Datagram> decode(byte[] bytes, int length) {
        int signed = length - RouterKey.LENGTH;
        if (signed < 0 || !key.isSigned(bytes, signed)) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, signed);
        try {
            Optional<Datagram> read = read(in);
            return in.hasRemaining() ? Optional.empty() : read;
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Datagram> read(ByteBuffer in) {
        if (in.getInt() != MAGIC) return Optional.empty();
        byte kind = in.get();
        SequenceNumber number = new SequenceNumber(in.getLong(), in.getLong());
        String from = server(in);
        return switch (kind) {
            case ADVERTISEMENT -> Optional.of(advertisement(in, from, number));
            case QUESTION -> Optional.of(question(in, from, number));
            default -> Optional.empty();
        };
    }

    private static Datagram advertisement(ByteBuffer in, String from, SequenceNumber number) {
        int mail = Short.toUnsignedInt(in.getShort());
        if (mail == 0) throw new IllegalArgumentException("port 0");
        SequenceNumber answers = new SequenceNumber(in.getLong(), in.getLong());
        int count = Short.toUnsignedInt(in.getShort());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++)
            entries.add(entry(in));
        return new Datagram.Advertisement(from, number, mail, Optional.of(answers).filter(a -> a.sequence() != 0),
                entries);
    }

    private static Entry entry(ByteBuffer in) {
        int hops = in.get();
        long until = in.getLong();
        long version = in.getLong();
        int count = Byte.toUnsignedInt(in.get());
        List<String> path = new ArrayList<>();
        for (int i = 0; i < count; i++)
            path.add(server(in));
        if (new HashSet<>(path).size() != count) throw new IllegalArgumentException("a way in a circle");
        return new Entry(DomainPattern.parse(text(in)), hops,
                until == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(until), path, version);
    }

    private static Datagram question(ByteBuffer in, String from, SequenceNumber number) {
        int count = Short.toUnsignedInt(in.getShort());
        List<Domain> domains = new ArrayList<>();
        for (int i = 0; i < count; i++)
            domains.add(new Domain(text(in)));
        return new Datagram.Question(from, number, domains);
    }

    private static String server(ByteBuffer in) {
        return new Domain(text(in)).name();
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(Short.toUnsignedInt(in.getShort()), LARGEST)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
