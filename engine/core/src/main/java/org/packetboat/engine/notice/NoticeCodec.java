package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;

/**
 * The stored form of failures that are told a while later.
 *
 * <pre>
 * version 1 | message id 8 | arrived 8 | size 8 | flags 1 | sender text? | envid text? | batch text? | origin text
 * | deliver-by time 8?
 * | entries 4 × (recipient as in an envelope, reply (code 4, status text, text text), host text?)
 * </pre>
 */
final class NoticeCodec {
    private static final int VERSION = 1;
    private static final int EIGHT_BIT = 1;
    private static final int INTERNATIONAL = 2;
    private static final int HEADERS_ONLY = 4;

    private NoticeCodec() {}

    static byte[] encode(Notice notice) {
        Message m = notice.about();
        FieldWriter out = new FieldWriter().u8(VERSION).i64(m.id().number()).instant(m.arrived()).i64(m.size());
        out.u8((m.eightBit() ? EIGHT_BIT : 0) | (m.international() ? INTERNATIONAL : 0)
                | (m.returned() == ReturnContent.HDRS ? HEADERS_ONLY : 0));
        out.optional(m.sender().map(Address::toString), FieldWriter::text);
        out.optional(m.envelopeName(), FieldWriter::text).optional(m.batch(), FieldWriter::text).text(m.origin());
        out.optional(notice.deliverBy(), FieldWriter::instant).i32(notice.entries().size());
        for (Notice.Entry entry : notice.entries()) {
            EnvelopeCodec.recipient(out, entry.recipient());
            EnvelopeCodec.reply(out, entry.reply());
            out.optional(entry.reply().host(), FieldWriter::text);
        }
        return out.toBytes();
    }

    /** @throws RuntimeException if that is no such thing */
    static Notice decode(byte[] bytes) {
        FieldReader in = new FieldReader(bytes);
        int version = in.u8();
        if (version != VERSION) throw new IllegalStateException("a notice of version " + version);
        Message about = message(in);
        if (about.sender().isEmpty()) throw new IllegalStateException("a notice to nobody");
        Optional<Instant> deliverBy = in.optional(FieldReader::instant);
        return new Notice(NoticeKind.FAILED, about, entries(in), Optional.empty(), deliverBy);
    }

    private static Message message(FieldReader in) {
        QueueId id = new QueueId(in.i64());
        Message m = new Message(id, in.instant(), Optional.empty(), in.i64(), false, false, ReturnContent.FULL,
                Optional.empty(), Optional.empty(), "");
        int flags = in.u8();
        return new Message(id, m.arrived(), in.optional(FieldReader::text).map(Address::stored), m.size(),
                (flags & EIGHT_BIT) != 0, (flags & INTERNATIONAL) != 0,
                (flags & HEADERS_ONLY) != 0 ? ReturnContent.HDRS : ReturnContent.FULL, in.optional(FieldReader::text),
                in.optional(FieldReader::text), in.text());
    }

    private static List<Notice.Entry> entries(FieldReader in) {
        int count = in.count();
        List<Notice.Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Recipient recipient = EnvelopeCodec.recipient(in);
            Reply said = EnvelopeCodec.reply(in);
            entries.add(new Notice.Entry(recipient,
                    new Reply(said.code(), said.status(), said.text(), in.optional(FieldReader::text))));
        }
        return entries;
    }
}
