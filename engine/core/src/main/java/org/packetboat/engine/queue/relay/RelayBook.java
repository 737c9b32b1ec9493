package org.packetboat.engine.queue.relay;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.trace.StatusReport;

/**
 * What is relayed, and what is told of it: written in the batch of the change that it follows from. What can't be read
 * counts as not there: a mail then stays relayed. May be used from any thread.
 */
public final class RelayBook {
    private static final int MOST = 1000;

    private final Store store;
    /** Messages of which something changed that may have to be told. */
    private final Set<QueueId> changed = ConcurrentHashMap.newKeySet();
    private volatile boolean reportWaits = true;
    private volatile Runnable wake = () -> {};

    public RelayBook(Store store) {
        this.store = store;
    }

    /** A report that is under way to a server. @param last the number of the last line that it tells */
    public record Sent(String server, EnvelopeId id, long last) {}

    /** A line that is to be told. */
    public record Numbered(long number, StatusLine line) {}

    /** Calls this, from any thread, when {@link #takeChanged} has something. */
    public void onChange(Runnable waker) {
        wake = waker;
    }

    /** Has a message looked at: something of it changed. */
    public void look(QueueId message) {
        changed.add(message);
        wake.run();
    }

    /** Something is to be told to a server. */
    public void reportWaits() {
        reportWaits = true;
        wake.run();
    }

    /** Whether something is to be told to a server since this was last called. */
    public boolean takeReportWaits() {
        if (!reportWaits) return false;
        reportWaits = false; // before it is looked for, so that none is overlooked
        return true;
    }

    /** The messages that something changed of since this was last called. */
    public List<QueueId> takeChanged() {
        if (changed.isEmpty()) return List.of();
        List<QueueId> taken = List.copyOf(changed);
        taken.forEach(changed::remove);
        return taken;
    }

    /** Whether an event is about a report, and about no mail of anybody's. */
    public static boolean isOfReport(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Delivered e -> StatusReport.isFor(e.recipient());
            case StatusEvent.Deferred e -> StatusReport.isFor(e.recipient());
            case StatusEvent.Refused e -> StatusReport.isFor(e.recipient());
            case StatusEvent.Expired e -> StatusReport.isFor(e.recipient());
            case StatusEvent.Deleted e -> e.recipients().stream().allMatch(StatusReport::isFor);
            default -> false;
        };
    }

    /** Writes down what an event means. */
    public void note(Batch batch, StatusEvent event) {
        switch (event) {
            case StatusEvent.Relayed e when e.awaited() -> batch.put(Family.META,
                    RelayKeys.mail(RelayKeys.RELAYED, e.id(), e.recipient()), RelayedMail.of(e).encode());
            case StatusEvent.Relayed e ->
                lost(batch, e, StatusLine.Kind.RELAYED, List.of(e.recipient()), Optional.empty());
            case StatusEvent.Refused e -> failed(batch, e, List.of(e.recipient()), Optional.of(e.reply()));
            case StatusEvent.Expired e -> failed(batch, e, List.of(e.recipient()), e.lastReply());
            case StatusEvent.Deleted e -> failed(batch, e, e.recipients(), Optional.empty());
            case StatusEvent.Withdrawn e -> failed(batch, e, e.recipients(), Optional.empty());
            default -> {
                // nothing ends by it, or all is well
            }
        }
    }

    private void failed(Batch batch, StatusEvent.OfEnvelope e, List<Address> who, Optional<Reply> why) {
        lost(batch, e, StatusLine.Kind.FAILED, who, why);
    }

    private void lost(Batch batch, StatusEvent.OfEnvelope e, StatusLine.Kind kind, List<Address> who,
            Optional<Reply> why) {
        named(e.message()).ifPresent(mail -> who.forEach(to -> batch.put(Family.META, RelayKeys.lost(e.message(), to),
                RelayKeys.utf8(new StatusLine(kind, e.at(), mail.name(), to, why).toString()))));
    }

    /** A mail came in from another Packetboat. */
    public void named(Batch batch, QueueId message, NamedMail mail) {
        batch.put(Family.META, RelayKeys.message(RelayKeys.NAMED, message), mail.encode());
    }

    /** A mail that came from another Packetboat. */
    public Optional<NamedMail> named(QueueId message) {
        try {
            return store.get(Family.META, RelayKeys.message(RelayKeys.NAMED, message)).map(NamedMail::decode);
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** What of it did not arrive. */
    public List<StatusLine> lost(QueueId message) {
        List<StatusLine> found = new ArrayList<>();
        scan(RelayKeys.message(RelayKeys.LOST, message), RelayKeys.messageEnd(RelayKeys.LOST, message), MOST,
                (_, value) -> line(value).ifPresent(found::add));
        return found;
    }

    /** All is told of it. */
    public void forgetNamed(Batch batch, QueueId message) {
        batch.delete(Family.META, RelayKeys.message(RelayKeys.NAMED, message));
        lost(message).forEach(line -> batch.delete(Family.META, RelayKeys.lost(message, line.recipient())));
    }

    /** A mail that another Packetboat has. */
    public Optional<RelayedMail> relayed(EnvelopeId id, Address recipient) {
        try {
            return store.get(Family.META, RelayKeys.mail(RelayKeys.RELAYED, id, recipient))
                    .map(stored -> RelayedMail.decode(id, recipient, stored));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** Up to {@value #MOST} recipients of a message for whom another Packetboat has it. */
    public List<RelayedMail> relayed(QueueId message) {
        return relayed(RelayKeys.message(RelayKeys.RELAYED, message),
                RelayKeys.messageEnd(RelayKeys.RELAYED, message), MOST);
    }

    /** So many of all that is relayed, from one on; without that one itself. */
    public List<RelayedMail> relayedAfter(Optional<RelayedMail> one, int most) {
        byte[] from = one.map(mail -> RelayKeys.after(RelayKeys.mail(RelayKeys.RELAYED, mail.id(), mail.recipient())))
                .orElseGet(() -> RelayKeys.start(RelayKeys.RELAYED));
        return relayed(from, RelayKeys.end(RelayKeys.RELAYED), most);
    }

    private List<RelayedMail> relayed(byte[] from, byte[] to, int most) {
        List<RelayedMail> found = new ArrayList<>();
        scan(from, to, most, (key, value) -> found.add(RelayedMail.decode(RelayKeys.id(RelayKeys.RELAYED, key),
                RelayKeys.recipient(RelayKeys.RELAYED, key), value)));
        return found;
    }

    /** It is told of: nothing more is awaited. */
    public void settled(Batch batch, RelayedMail mail) {
        batch.delete(Family.META, RelayKeys.mail(RelayKeys.RELAYED, mail.id(), mail.recipient()));
        batch.delete(Family.META, RelayKeys.mail(RelayKeys.HEARD, mail.id(), mail.recipient()));
    }

    /** What another server told of an envelope is kept until it is seen to. */
    public void heard(Batch batch, EnvelopeId id, StatusLine line) {
        batch.put(Family.META, RelayKeys.mail(RelayKeys.HEARD, id, line.recipient()),
                RelayKeys.utf8(line.toString()));
    }

    /** Visits what was told of a message's envelopes and not seen to. */
    public void heard(QueueId message, BiConsumer<EnvelopeId, StatusLine> visitor) {
        scan(RelayKeys.message(RelayKeys.HEARD, message), RelayKeys.messageEnd(RelayKeys.HEARD, message), MOST,
                (key, value) -> line(value)
                        .ifPresent(line -> visitor.accept(RelayKeys.id(RelayKeys.HEARD, key), line)));
    }

    /** It is of no use: nothing is known of such an envelope any more. */
    public void forgetHeard(Batch batch, EnvelopeId id, Address recipient) {
        batch.delete(Family.META, RelayKeys.mail(RelayKeys.HEARD, id, recipient));
    }

    /** The next messages of which something is written down to be told, after one of them: at the start. */
    public List<QueueId> unfinished(boolean heard, QueueId after, int most) {
        String prefix = heard ? RelayKeys.HEARD : RelayKeys.NAMED;
        List<QueueId> found = new ArrayList<>();
        scan(RelayKeys.messageEnd(prefix, after), RelayKeys.end(prefix), most,
                (key, _) -> found.add(RelayKeys.message(prefix, key)));
        return found;
    }

    /** Something is to be told to a server. @param number larger than that of all lines before it */
    public void report(Batch batch, String server, long number, StatusLine line) {
        batch.put(Family.META, RelayKeys.report(server, number), RelayKeys.utf8(line.toString()));
    }

    /** The servers that something is to be told to. */
    public List<String> servers() {
        List<String> found = new ArrayList<>();
        for (byte[] from = RelayKeys.start(RelayKeys.REPORT);;) {
            int before = found.size();
            scan(from, RelayKeys.end(RelayKeys.REPORT), 1, (key, _) -> found.add(RelayKeys.server(key)));
            if (found.size() == before) return found;
            from = RelayKeys.report(found.getLast() + '\1', 0);
        }
    }

    /** The first of what is to be told to a server, in order. */
    public List<Numbered> reports(String server, int most) {
        List<Numbered> found = new ArrayList<>();
        scan(RelayKeys.report(server, 0), RelayKeys.report(server, Long.MAX_VALUE), most,
                (key, value) -> line(value)
                        .ifPresent(line -> found.add(new Numbered(RelayKeys.number(key), line))));
        return found;
    }

    /** A report to a server is under way. */
    public void sent(Batch batch, Sent report) {
        batch.put(Family.META, RelayKeys.sent(report.server()), ByteBuffer.allocate(20)
                .putLong(report.id().message().number()).putInt(report.id().index()).putLong(report.last()).array());
    }

    /** The reports under way. */
    public List<Sent> sent() {
        List<Sent> found = new ArrayList<>();
        scan(RelayKeys.start(RelayKeys.SENT), RelayKeys.end(RelayKeys.SENT), Integer.MAX_VALUE, (key, value) -> {
            ByteBuffer in = ByteBuffer.wrap(value);
            found.add(new Sent(RelayKeys.sentTo(key),
                    new EnvelopeId(new QueueId(in.getLong()), in.getInt()), in.getLong()));
        });
        return found;
    }

    /** A report is no longer under way. */
    public void over(Batch batch, Sent report) {
        batch.delete(Family.META, RelayKeys.sent(report.server()));
    }

    /** What is to be told to a server is told, or is of no use. */
    public void forgetReports(Batch batch, String server, List<Numbered> lines) {
        lines.forEach(line -> batch.delete(Family.META, RelayKeys.report(server, line.number())));
    }

    private static Optional<StatusLine> line(byte[] value) {
        return StatusLine.parse(new String(value, StandardCharsets.UTF_8));
    }

    /** Visits so many entries, up to a damaged block; one that makes no sense is passed over. */
    private void scan(byte[] from, byte[] to, int most, BiConsumer<byte[], byte[]> visitor) {
        try (Store.Cursor cursor = store.scan(Family.META, from, to)) {
            for (int i = 0; i < most && cursor.next(); i++)
                visit(cursor, visitor);
        } catch (UnreadableException damaged) {
            return; // what lies behind it stays relayed
        }
    }

    private static void visit(Store.Cursor cursor, BiConsumer<byte[], byte[]> visitor) {
        try {
            visitor.accept(cursor.key(), cursor.value());
        } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException senseless) {
            return;
        }
    }
}
