package org.packetboat.engine.queue.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/**
 * The stored form of an event.
 *
 * <pre>
 * kind 1 | at 8 | the fields of the event in the order of its record
 * queue id 8; envelope id: message 8 | index 4; reply: code 4, status text, text text; address, domain, site: text
 * message: id 8 | sender text? | size 8 | eight-bit, international, headers only 1 each | envid text? | batch text? |
 * origin list: count 4, its items; duration: ms 8; time: ms since 1970 8
 * </pre>
 *
 * {@code ?} is a byte 0 or 1 and then the field if it is 1. A kind is never given to another event: add at the end
 * only.
 */
public final class EventCodec {
    private EventCodec() {}

    public static byte[] encode(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Accepted e ->
                heading(message(start(22, e), e.about()).list(e.destinations(), EventCodec::domain)
                        .i32(e.recipients()), e.heading()).toBytes();
            case StatusEvent.Sending e -> envelope(1, e).text(e.site()).i32(e.recipients()).i64(e.bytes()).toBytes();
            case StatusEvent.Progress e -> envelope(2, e).text(e.site()).i64(e.done()).i64(e.bytes()).toBytes();
            case StatusEvent.Delivered e ->
                reply(address(envelope(3, e).text(e.site()), e.recipient()), e.reply()).duration(e.age()).toBytes();
            case StatusEvent.Deferred e ->
                reply(address(envelope(4, e).text(e.site()), e.recipient()), e.reply()).instant(e.next()).toBytes();
            case StatusEvent.Refused e ->
                reply(address(envelope(5, e).text(e.site()), e.recipient()), e.reply()).toBytes();
            case StatusEvent.Expired e ->
                address(envelope(6, e), e.recipient()).optional(e.lastReply(), EventCodec::reply).toBytes();
            case StatusEvent.Deleted e -> envelope(7, e).list(e.recipients(), EventCodec::address).toBytes();
            case StatusEvent.NoticeSent e -> address(start(8, e).i64(e.message().number())
                    .optional(e.batch(), FieldWriter::text).i64(e.notice().number()), e.to()).text(e.kind()).toBytes();
            case StatusEvent.Died e -> envelope(9, e).text(e.why()).toBytes();
            case StatusEvent.SessionOpened e -> start(10, e).text(e.site()).text(e.link()).toBytes();
            case StatusEvent.SessionEnded e -> ended(e).toBytes();
            case StatusEvent.WindowOpened e -> start(12, e).text(e.site()).instant(e.closes()).toBytes();
            case StatusEvent.WindowClosed e -> start(13, e).text(e.site()).toBytes();
            case StatusEvent.WindowMissed e -> start(14, e).text(e.site()).i64(e.envelopes())
                    .optional(e.lastReply(), EventCodec::reply).toBytes();
            case StatusEvent.BatchMissed e -> start(19, e).text(e.name()).text(e.site()).i64(e.envelopes())
                    .optional(e.lastReply(), EventCodec::reply).toBytes();
            case StatusEvent.Trouble e -> start(15, e).text(e.what()).toBytes();
            case StatusEvent.EventsLost e -> start(16, e).text(e.reader()).i64(e.count()).toBytes();
            case StatusEvent.Overdue e -> envelope(17, e).instant(e.deliverBy()).toBytes();
            case StatusEvent.Repeated e ->
                named(20, e, e.name(), e.origin()).list(e.recipients(), EventCodec::address).toBytes();
            case StatusEvent.Handled e -> envelope(23, e).text(e.what()).toBytes();
            case StatusEvent.NameReused e -> named(21, e, e.name(), e.origin()).i64(e.before().number()).toBytes();
            case StatusEvent.BatchStage e -> start(24, e).text(e.name()).i64(e.message().number()).i32(e.stage())
                    .i32(e.stages()).text(e.what()).toBytes();
            case StatusEvent.Withdrawn e -> envelope(25, e).list(e.recipients(), EventCodec::address).text(e.why())
                    .optional(e.replacedBy(), (out, id) -> out.i64(id.number())).toBytes();
            case StatusEvent.Relayed e -> reply(address(envelope(26, e).text(e.site()), e.recipient()), e.reply())
                    .duration(e.age()).u8(e.awaited() ? 1 : 0).toBytes();
        };
    }

    private static FieldWriter start(int kind, StatusEvent event) {
        return new FieldWriter().u8(kind).instant(event.at());
    }

    private static FieldWriter envelope(int kind, StatusEvent.OfEnvelope event) {
        return start(kind, event).i64(event.message().number()).i32(event.id().index())
                .optional(event.batch(), FieldWriter::text);
    }

    private static FieldWriter named(int kind, StatusEvent.OfMessage event, String name, String origin) {
        return start(kind, event).i64(event.message().number()).optional(event.batch(), FieldWriter::text).text(name)
                .text(origin);
    }

    private static FieldWriter message(FieldWriter out, Message m) {
        return out.i64(m.id().number()).optional(m.sender(), EventCodec::address).i64(m.size())
                .u8(m.eightBit() ? 1 : 0).u8(m.international() ? 1 : 0).u8(m.returned() == ReturnContent.HDRS ? 1 : 0)
                .optional(m.envelopeName(), FieldWriter::text).optional(m.batch(), FieldWriter::text)
                .text(m.origin());
    }

    private static FieldWriter heading(FieldWriter out, StatusEvent.Heading h) {
        return out.optional(h.messageId(), FieldWriter::text).optional(h.subject(), FieldWriter::text)
                .list(h.recipients(), EventCodec::address);
    }

    private static StatusEvent.Heading heading(FieldReader in) {
        return new StatusEvent.Heading(batch(in), batch(in), list(in, EventCodec::address));
    }

    /** Without a charge as versions write and read it that know none. */
    private static FieldWriter ended(StatusEvent.SessionEnded e) {
        FieldWriter out = figures(start(e.charge().isEmpty() ? 18 : 27, e).text(e.site()).text(e.link())
                .duration(e.lasted()).i32(e.envelopes()).i64(e.bytes()).text(e.how()), e.figures());
        e.charge().ifPresent(charge -> out.text(charge.currency()).i64(charge.micros()));
        return out;
    }

    private static FieldWriter figures(FieldWriter out, SessionFigures f) {
        SessionFigures.Place p = f.place();
        return out.text(p.port()).text(p.number()).u8(p.called() ? 1 : 0).i64(p.rate()).i64(f.wireOut())
                .i64(f.wireIn()).i64(f.mailOut()).i64(f.mailIn()).i64(f.packets()).i64(f.resent())
                .text(f.compression());
    }

    private static SessionFigures figures(FieldReader in) {
        return new SessionFigures(new SessionFigures.Place(in.text(), in.text(), in.u8() == 1, in.i64()), in.i64(),
                in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.text());
    }

    private static void domain(FieldWriter out, Domain domain) {
        out.text(domain.name());
    }

    private static FieldWriter address(FieldWriter out, Address address) {
        return out.text(address.toString());
    }

    private static FieldWriter reply(FieldWriter out, Reply reply) {
        return out.i32(reply.code()).text(reply.status()).text(reply.text());
    }

    /** @throws IllegalStateException if this program doesn't know its kind */
    public static StatusEvent decode(byte[] bytes) {
        FieldReader in = new FieldReader(bytes);
        int kind = in.u8();
        Instant at = in.instant();
        return switch (kind) {
            case 0 -> new StatusEvent.Accepted(at, message(in, at), list(in, r -> Domain.stored(r.text())), in.i32());
            case 1 -> new StatusEvent.Sending(at, id(in), batch(in), in.text(), in.i32(), in.i64());
            case 2 -> new StatusEvent.Progress(at, id(in), batch(in), in.text(), in.i64(), in.i64());
            case 3 -> new StatusEvent.Delivered(at, id(in), batch(in), in.text(), address(in), reply(in),
                    Duration.ofMillis(in.i64()));
            case 4 -> new StatusEvent.Deferred(at, id(in), batch(in), in.text(), address(in), reply(in),
                    in.instant());
            case 5 -> new StatusEvent.Refused(at, id(in), batch(in), in.text(), address(in), reply(in));
            case 6 ->
                new StatusEvent.Expired(at, id(in), batch(in), address(in), in.optional(EventCodec::reply));
            case 7 -> new StatusEvent.Deleted(at, id(in), batch(in), list(in, EventCodec::address));
            case 8 -> new StatusEvent.NoticeSent(at, new QueueId(in.i64()), batch(in), new QueueId(in.i64()),
                    address(in), in.text());
            case 9 -> new StatusEvent.Died(at, id(in), batch(in), in.text());
            case 10 -> new StatusEvent.SessionOpened(at, in.text(), in.text());
            case 11 -> new StatusEvent.SessionEnded(at, in.text(), in.text(), Duration.ofMillis(in.i64()), in.i32(),
                    in.i64(), in.text());
            case 12 -> new StatusEvent.WindowOpened(at, in.text(), in.instant());
            case 13 -> new StatusEvent.WindowClosed(at, in.text());
            case 14 -> new StatusEvent.WindowMissed(at, in.text(), in.i64(), in.optional(EventCodec::reply));
            case 15 -> new StatusEvent.Trouble(at, in.text());
            case 16 -> new StatusEvent.EventsLost(at, in.text(), in.i64());
            case 17 -> new StatusEvent.Overdue(at, id(in), batch(in), in.instant());
            case 18 -> new StatusEvent.SessionEnded(at, in.text(), in.text(), Duration.ofMillis(in.i64()), in.i32(),
                    in.i64(), in.text(), figures(in));
            case 19 ->
                new StatusEvent.BatchMissed(at, in.text(), in.text(), in.i64(), in.optional(EventCodec::reply));
            case 20 -> new StatusEvent.Repeated(at, new QueueId(in.i64()), batch(in), in.text(), in.text(),
                    list(in, EventCodec::address));
            case 21 -> new StatusEvent.NameReused(at, new QueueId(in.i64()), batch(in), in.text(), in.text(),
                    new QueueId(in.i64()));
            case 22 -> new StatusEvent.Accepted(at, message(in, at), list(in, r -> Domain.stored(r.text())), in.i32(),
                    heading(in));
            case 23 -> new StatusEvent.Handled(at, id(in), batch(in), in.text());
            case 24 -> new StatusEvent.BatchStage(at, in.text(), new QueueId(in.i64()), in.i32(), in.i32(), in.text());
            case 25 -> new StatusEvent.Withdrawn(at, id(in), batch(in), list(in, EventCodec::address), in.text(),
                    in.optional(r -> new QueueId(r.i64())));
            case 26 -> new StatusEvent.Relayed(at, id(in), batch(in), in.text(), address(in), reply(in),
                    Duration.ofMillis(in.i64()), in.u8() == 1);
            case 27 -> new StatusEvent.SessionEnded(at, in.text(), in.text(), Duration.ofMillis(in.i64()), in.i32(),
                    in.i64(), in.text(), figures(in), Optional.of(new Money(in.text(), in.i64())));
            default -> throw new IllegalStateException("event of kind " + kind + "; expected 0 to 27");
        };
    }

    private static EnvelopeId id(FieldReader in) {
        return new EnvelopeId(new QueueId(in.i64()), in.i32());
    }

    private static Optional<String> batch(FieldReader in) {
        return in.optional(FieldReader::text);
    }

    private static Address address(FieldReader in) {
        return Address.stored(in.text());
    }

    private static Reply reply(FieldReader in) {
        return new Reply(in.i32(), in.text(), in.text());
    }

    private static Message message(FieldReader in, Instant arrived) {
        QueueId id = new QueueId(in.i64());
        Optional<Address> sender = in.optional(EventCodec::address);
        return new Message(id, arrived, sender, in.i64(), in.u8() == 1, in.u8() == 1,
                in.u8() == 1 ? ReturnContent.HDRS : ReturnContent.FULL, batch(in), batch(in), in.text());
    }

    private static <T> List<T> list(FieldReader in, Function<FieldReader, T> read) {
        int count = in.i32();
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
            items.add(read.apply(in));
        return items;
    }
}
