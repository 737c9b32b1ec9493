package org.packetboat.engine.queue.settled;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;

/**
 * The keys of what is kept. Numbers are big-endian, so that byte order is their order.
 *
 * <pre>
 * META      "settled" | 00 | message id 8 | index 4 | at 8 | left 4     {@link SettledLine}, then the envelope
 *           "settledat" | 00 | at 8 | message id 8 | index 4 | left 4   {@link SettledLine}
 *           "settledfrom"                                               from when on all is kept, age time 8
 * COUNTERS  "Sn"                                                        how many lines there are
 *           "Sb"                                                        bytes of their messages
 * </pre>
 *
 * At: age time in ms at which it was taken. Left: for how many of the envelope's recipients it was to be sent yet, so
 * that no two pieces of one envelope have the same key.
 */
final class SettledKeys {
    static final byte[] FROM = utf8("settledfrom");
    static final byte[] LINES = utf8("Sn");
    static final byte[] BYTES = utf8("Sb");
    private static final byte[] MAIL = utf8("settled\0");
    private static final byte[] AT = utf8("settledat\0");
    private static final int PLACE = 24;
    private static final byte[] MAIL_END = utf8("settled\1");
    private static final byte[] AT_END = utf8("settledat\1");

    private SettledKeys() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The first key of a message. */
    static byte[] message(QueueId id) {
        return ByteBuffer.allocate(MAIL.length + 8).put(MAIL).putLong(id.number()).array();
    }

    /** The key after the last one of a message. */
    static byte[] messageEnd(QueueId id) {
        return message(new QueueId(id.number() + 1));
    }

    /** The first key of an envelope. */
    static byte[] envelope(EnvelopeId id) {
        return ByteBuffer.allocate(MAIL.length + 12).put(MAIL).putLong(id.message().number()).putInt(id.index())
                .array();
    }

    /** The key after the last one of an envelope: no time is before 1970. */
    static byte[] envelopeEnd(EnvelopeId id) {
        return ByteBuffer.allocate(MAIL.length + 20).put(envelope(id)).putLong(-1).array();
    }

    static byte[] mail(SettledLine line) {
        return ByteBuffer.allocate(MAIL.length + PLACE).put(envelope(line.id())).putLong(line.at().toEpochMilli())
                .putInt(line.left()).array();
    }

    static byte[] line(SettledLine line) {
        return ByteBuffer.allocate(AT.length + PLACE).put(at(line.at())).putLong(line.id().message().number())
                .putInt(line.id().index()).putInt(line.left()).array();
    }

    /** The first key of a time. */
    static byte[] at(Instant at) {
        return ByteBuffer.allocate(AT.length + 8).put(AT).putLong(Math.max(0, at.toEpochMilli())).array();
    }

    /** The time of a line's key. */
    static Instant time(byte[] line) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(line, AT.length, 8).getLong());
    }

    static byte[] firstMail() {
        return MAIL;
    }

    static byte[] endOfMail() {
        return MAIL_END;
    }

    static byte[] firstLine() {
        return AT;
    }

    static byte[] endOfLines() {
        return AT_END;
    }

    static EnvelopeId idOfMail(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key, MAIL.length, PLACE);
        return new EnvelopeId(new QueueId(in.getLong()), in.getInt());
    }

    /** What a line says that has its envelope behind it; empty if it can't be read. */
    static Optional<SettledLine> ofMail(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key, MAIL.length + 12, 12);
        return decoded(Instant.ofEpochMilli(in.getLong()), idOfMail(key), in.getInt(), value);
    }

    /** The same of a line by its time. */
    static Optional<SettledLine> ofLine(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key, AT.length, PLACE);
        Instant at = Instant.ofEpochMilli(in.getLong());
        return decoded(at, new EnvelopeId(new QueueId(in.getLong()), in.getInt()), in.getInt(), value);
    }

    private static Optional<SettledLine> decoded(Instant at, EnvelopeId id, int left, byte[] value) {
        try {
            return Optional.of(SettledLine.decode(at, id, left, value));
        } catch (RuntimeException senseless) {
            return Optional.empty();
        }
    }
}
