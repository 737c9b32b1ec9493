package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.queue.codec.EventCodec;
import org.packetboat.engine.time.AgeClock;
import org.packetboat.engine.trace.KnownTexts;

/**
 * The keys of the queue in the store. Numbers are big-endian, so that byte order is their order.
 *
 * <pre>
 * ENVELOPES  message id 8 | index 4                                   the envelope ({@link EnvelopeCodec})
 * ORDER      domain UTF-8 | 00 | 9 - priority 1 | message id 8 | index 4   {@link OrderEntry}
 * TIMERS     age time ms 8 | kind 1 | message id 8 | index 4          empty, the submission key, or a key of ORDER
 * BODIES     message id 8 | piece number 4                            up to 64 KB of the message
 * COUNTERS   'D' | domain UTF-8                                       envelopes waiting
 *            'B' | domain UTF-8                                       their bytes
 * KEYS       submission key UTF-8                                     {@link KnownTexts}
 * DEAD       message id 8 | index 4                                   the envelope
 * META       "ids"                                                    first number not yet handed out, 8
 *            "hold" | 00 | domain UTF-8, or "*"                       held by the operator
 *            "open" | 00 | message id 8                               bytes stored that no envelope may need
 *            "read" | 00 | source UTF-8                               the offset to go on with, 8
 *            "epoch"                                                  names the folder, 8 ({@link FolderEpoch})
 *            "was" | 00 | number 8                                    an earlier name of the folder, which was restored
 *            "clock"                                                  the machine's clock 8, age time 8, in ms
 *            "terms"                                                  after what time mail was given up, a digest 8
 *            "events"                                                 first event number not yet handed out, 8
 *            "kept"                                                   no event before this number is kept, 8
 *            "told" | 00 | reader UTF-8                               the event number to go on with, 8
 *            "note" | 00 | message id 8 | id 8                        age time to tell of it 8, size 8 of what is in
 *                                                                     BODIES under that id, {@link SenderNotes.Note}
 *            "call" | 00 | number 8                                   a call of the last day, as the call book draws it
 *            "rate" | 00 | number 8                                   a message that a rate counts: the rate book's
 *            "offer" | 00 | message id 8 | index 4               large mail that was offered: the offer book's
 *            "offer-end" | 00 | message id 8                     an offer of which mail has gone: the offer book's
 *            "settled", "settledat", "settledfrom"                    what sites have taken: the settled book's
 *            "relayed", "heard", "named", "lost", "report", "sent"    mail that other servers have: the relay book's
 * LEDGER     and COUNTERS 'L' are the ledger's
 * EVENTS     number 8                                                 the event ({@link EventCodec})
 * </pre>
 */
final class Keys {
    static final byte[] IDS = utf8("ids");
    static final byte[] EPOCH = utf8("epoch");
    static final byte[] CLOCK = utf8("clock");
    static final byte[] TERMS = utf8("terms");
    static final byte[] EVENTS = utf8("events");
    static final byte[] KEPT = utf8("kept");
    static final byte[] ORDER_MARK = utf8("order\0");
    static final byte[] ORDER_MARK_END = utf8("order\1");
    static final byte[] NOTE = utf8("note\0");
    static final byte[] NOTE_END = utf8("note\1");
    /** After every key: no UTF-8 begins with this byte. */
    static final byte[] END = {-1};
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE - 1);
    private static final byte[] NOTHING = {};
    private static final int ID = 12;

    private Keys() {}

    /** The later of two keys. */
    static byte[] later(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) < 0 ? other : one;
    }

    static byte[] envelope(EnvelopeId id) {
        return putId(ByteBuffer.allocate(ID), id).array();
    }

    static EnvelopeId envelopeId(byte[] key, int offset) {
        ByteBuffer in = ByteBuffer.wrap(key, offset, ID);
        return new EnvelopeId(new QueueId(in.getLong()), in.getInt());
    }

    /** The first key of a message, in ENVELOPES, BODIES and DEAD. */
    static byte[] message(QueueId id) {
        return number(id.number());
    }

    static byte[] order(Domain domain, Priority priority, EnvelopeId id) {
        byte[] name = utf8(domain.name());
        ByteBuffer out = ByteBuffer.allocate(name.length + 2 + ID);
        out.put(name).put((byte) 0).put((byte) (Priority.HIGHEST - priority.value()));
        return putId(out, id).array();
    }

    /** The first key of a domain in ORDER. */
    static byte[] orderStart(Domain domain) {
        return join(utf8(domain.name()), (byte) 0);
    }

    /** The key after the last one of a domain in ORDER. */
    static byte[] orderEnd(Domain domain) {
        return join(utf8(domain.name()), (byte) 1);
    }

    static Priority orderPriority(byte[] key) {
        return new Priority(Priority.HIGHEST - key[key.length - ID - 1]);
    }

    static Domain orderDomain(byte[] key) {
        return Domain.stored(orderName(key));
    }

    /** The name of the domain as it stands there. */
    static String orderName(byte[] key) {
        return new String(key, 0, key.length - ID - 2, StandardCharsets.UTF_8);
    }

    static EnvelopeId orderId(byte[] key) {
        return envelopeId(key, key.length - ID);
    }

    /** Of times from 1970 on, as far as there are numbers for them. */
    static long millis(Instant at) {
        if (at.isBefore(Instant.EPOCH)) return 0;
        return at.isAfter(LATEST) ? LATEST.toEpochMilli() : at.toEpochMilli();
    }

    static byte[] timer(Instant at, TimerKind kind, EnvelopeId id) {
        ByteBuffer out = ByteBuffer.allocate(9 + ID).putLong(millis(at)).put((byte) kind.ordinal());
        return putId(out, id).array();
    }

    static byte[] piece(QueueId id, int piece) {
        return ByteBuffer.allocate(ID).putLong(id.number()).putInt(piece).array();
    }

    static byte[] depth(Domain domain) {
        return utf8("D" + domain.name());
    }

    /** The domain that a count of envelopes is about. */
    static Domain depthOf(byte[] key) {
        return Domain.stored(new String(key, 1, key.length - 1, StandardCharsets.UTF_8));
    }

    static byte[] bytes(Domain domain) {
        return utf8("B" + domain.name());
    }

    /** The key that follows this one. */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    static byte[] hold(String what) {
        return utf8("hold\0" + what);
    }

    static byte[] open(QueueId id) {
        return ByteBuffer.allocate(13).put(utf8("open\0")).putLong(id.number()).array();
    }

    static byte[] note(QueueId about, QueueId id) {
        return ByteBuffer.allocate(21).put(NOTE).putLong(about.number()).putLong(id.number()).array();
    }

    static QueueId noteAbout(byte[] key) {
        return new QueueId(ByteBuffer.wrap(key).getLong(5));
    }

    static QueueId noteId(byte[] key) {
        return new QueueId(ByteBuffer.wrap(key).getLong(key.length - 8));
    }

    /** The key after the last one of a message's notes. */
    static byte[] noteEnd(QueueId about) {
        return note(new QueueId(about.number() + 1), new QueueId(0));
    }

    static byte[] source(String name) {
        return utf8("read\0" + name);
    }

    static byte[] told(String reader) {
        return utf8("told\0" + reader);
    }

    static byte[] was(long epoch) {
        return ByteBuffer.allocate(12).put(utf8("was\0")).putLong(epoch).array();
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    /** What is kept of the clocks. */
    static byte[] clock(AgeClock.Reading reading) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(reading.wall().toEpochMilli())
                .putLong(reading.age().toEpochMilli()).array();
    }

    static AgeClock.Reading clock(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return new AgeClock.Reading(Instant.ofEpochMilli(in.getLong()), Instant.ofEpochMilli(in.getLong()));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] nothing() {
        return NOTHING;
    }

    private static byte[] join(byte[] head, byte tail) {
        return ByteBuffer.allocate(head.length + 1).put(head).put(tail).array();
    }

    private static ByteBuffer putId(ByteBuffer out, EnvelopeId id) {
        return out.putLong(id.message().number()).putInt(id.index());
    }
}
