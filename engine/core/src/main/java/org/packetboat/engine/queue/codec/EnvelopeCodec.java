package org.packetboat.engine.queue.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Life;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;

/**
 * The stored form of an envelope. It repeats its message's facts, so that one read tells all.
 *
 * <pre>
 * version 2 | flags 1 | message id 8 | index 4 | arrived 8 | size 8 | origin text
 * | sender text? | envid text? | batch text?
 * | destination text | priority 1 | not-before 8 | deliver-by (time 8, how 1)? | since 8 | limit 8? | expires 8
 * | attempts 4 | due 8
 * | last reply (code 4, status text, text text)?
 * | recipients 4 × (address text, notify bits 1, orcpt text?)
 * </pre>
 *
 * Times are milliseconds since 1970; {@code ?} is a byte 0 or 1 and then the field if it is 1. How: bit 0 for "or
 * return it", bit 1 for a trace, bit 2 for a time that counts as mail ages. Version 2 had no since and no limit,
 * version 1 no how either; both are still read.
 */
public final class EnvelopeCodec {
    private static final int VERSION = 3;
    private static final int WITHOUT_LIFE = 2;
    private static final int WITHOUT_BY_MODE = 1;
    private static final int EIGHT_BIT = 1;
    private static final int INTERNATIONAL = 2;
    private static final int HEADERS_ONLY = 4;
    private static final int HELD = 8;
    private static final int ALONE = 16;
    private static final int RETURN = 1;
    private static final int TRACE = 2;
    private static final int COUNTED = 4;

    private EnvelopeCodec() {}

    public static byte[] encode(Envelope e) {
        Message m = e.message();
        FieldWriter out = new FieldWriter().u8(VERSION).u8(flags(e));
        out.i64(m.id().number()).i32(e.id().index()).instant(m.arrived()).i64(m.size()).text(m.origin());
        out.optional(m.sender().map(Address::toString), FieldWriter::text);
        out.optional(m.envelopeName(), FieldWriter::text).optional(m.batch(), FieldWriter::text);
        out.text(e.destination().name()).u8(e.priority().value()).instant(e.notBefore());
        out.optional(e.deliverBy(), EnvelopeCodec::deliverBy);
        out.instant(e.life().since()).optional(e.life().limit(), FieldWriter::instant).instant(e.expires())
                .i32(e.attempts()).instant(e.due());
        out.optional(e.lastReply(), EnvelopeCodec::reply);
        out.i32(e.recipients().size());
        for (Recipient recipient : e.recipients())
            recipient(out, recipient);
        return out.toBytes();
    }

    private static int flags(Envelope e) {
        Message m = e.message();
        return (m.eightBit() ? EIGHT_BIT : 0) | (m.international() ? INTERNATIONAL : 0)
                | (m.returned() == ReturnContent.HDRS ? HEADERS_ONLY : 0) | (e.held() ? HELD : 0)
                | (e.alone() ? ALONE : 0);
    }

    public static void deliverBy(FieldWriter out, DeliverBy by) {
        out.instant(by.at()).u8((by.mode() == DeliverBy.Mode.RETURN ? RETURN : 0) | (by.trace() ? TRACE : 0)
                | (by.counted() ? COUNTED : 0));
    }

    public static void reply(FieldWriter out, Reply reply) {
        out.i32(reply.code()).text(reply.status()).text(reply.text());
    }

    public static void recipient(FieldWriter out, Recipient recipient) {
        int bits = 0;
        for (Notify wanted : recipient.wanted())
            bits |= 1 << wanted.ordinal();
        out.text(recipient.address().toString()).u8(bits).optional(recipient.original(), FieldWriter::text);
    }

    /** @throws IllegalStateException if this program can't read that version */
    public static Envelope decode(byte[] bytes) {
        FieldReader in = new FieldReader(bytes);
        int version = in.u8();
        if (version < WITHOUT_BY_MODE || version > VERSION) {
            throw new IllegalStateException("envelope of version " + version + "; expected 1 to " + VERSION);
        }
        int flags = in.u8();
        Message message = new Message(new QueueId(in.i64()), Instant.EPOCH, Optional.empty(), 0,
                (flags & EIGHT_BIT) != 0, (flags & INTERNATIONAL) != 0,
                (flags & HEADERS_ONLY) != 0 ? ReturnContent.HDRS : ReturnContent.FULL, Optional.empty(),
                Optional.empty(), "");
        EnvelopeId id = new EnvelopeId(message.id(), in.i32());
        return envelope(in, id, message(in, message), flags, version);
    }

    private static Message message(FieldReader in, Message known) {
        Instant arrived = in.instant();
        long size = in.i64();
        String origin = in.text();
        return new Message(known.id(), arrived, in.optional(FieldReader::text).map(Address::stored), size,
                known.eightBit(), known.international(), known.returned(), in.optional(FieldReader::text),
                in.optional(FieldReader::text), origin);
    }

    private static Envelope envelope(FieldReader in, EnvelopeId id, Message message, int flags,
            int version) {
        Domain destination = Domain.stored(in.text());
        Priority priority = new Priority((byte) in.u8());
        Instant notBefore = in.instant();
        Optional<DeliverBy> deliverBy = in.optional(
                r -> version == WITHOUT_BY_MODE ? DeliverBy.notify(r.instant()) : deliverBy(r));
        Life life = version <= WITHOUT_LIFE
                ? Life.since(message.arrived())
                : new Life(in.instant(), in.optional(FieldReader::instant));
        Instant expires = in.instant();
        int attempts = in.i32();
        Instant due = in.instant();
        Optional<Reply> lastReply = in.optional(EnvelopeCodec::reply);
        return new Envelope(id, message, destination, recipients(in),
                new Envelope.DeliveryOptions(priority, notBefore, deliverBy), life,
                expires, new Envelope.Retry(attempts, due, lastReply), (flags & HELD) != 0, (flags & ALONE) != 0);
    }

    public static Reply reply(FieldReader in) {
        return new Reply(in.i32(), in.text(), in.text());
    }

    public static DeliverBy deliverBy(FieldReader in) {
        Instant at = in.instant();
        int how = in.u8();
        return new DeliverBy(at, (how & RETURN) != 0 ? DeliverBy.Mode.RETURN : DeliverBy.Mode.NOTIFY,
                (how & TRACE) != 0, (how & COUNTED) != 0);
    }

    private static List<Recipient> recipients(FieldReader in) {
        int count = in.count();
        List<Recipient> recipients = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
            recipients.add(recipient(in));
        return recipients;
    }

    public static Recipient recipient(FieldReader in) {
        return new Recipient(Address.stored(in.text()), wanted(in.u8()), in.optional(FieldReader::text));
    }

    private static Set<Notify> wanted(int bits) {
        Set<Notify> wanted = EnumSet.noneOf(Notify.class);
        for (Notify notify : Notify.values()) {
            if ((bits & 1 << notify.ordinal()) != 0) wanted.add(notify);
        }
        return wanted;
    }
}
