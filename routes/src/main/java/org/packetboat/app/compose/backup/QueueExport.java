package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.connectors.json.ExportedMail;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.connectors.system.MonotonicClock;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.time.Plausible;

/**
 * Writes the mail that waits in a queue into files: {@code ID.eml} is the text (RFC 5322), and {@code ID.json}, which
 * is written after it, its envelopes ({@link ExportedMail}). A text without that is not whole. What can't be read is
 * named.
 */
public final class QueueExport {
    private static final int PIECE = 64 * 1024;

    private final MailQueue queue;
    private final Path into;
    private final String name;
    private final List<String> unreadable = new ArrayList<>();
    private final Set<QueueId> seen = new HashSet<>();
    private int messages;

    private QueueExport(MailQueue queue, Path into) {
        this.queue = queue;
        this.into = into;
        this.name = Long.toHexString(queue.epoch());
    }

    /** What was written. @param unreadable what the disk has damaged, for people */
    public record Done(int messages, List<String> unreadable) {}

    /**
     * Exports a queue that no server runs on.
     *
     * @param data  a data folder
     * @param clock what is believed of this machine's clock
     */
    public static Done run(Path data, Path into, Plausible clock) throws IOException {
        try (RocksStore store = new RocksStore(data)) {
            MailQueue queue = new MailQueue(store);
            queue.startClock(Instant.now(), clock, new MonotonicClock());
            QueueExport export = new QueueExport(queue, into);
            List.copyOf(queue.domains()).forEach(export::write);
            return new Done(export.messages, export.unreadable);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(DomainQueue domain) {
        OrderCursor walk = queue.walk(domain.domain());
        for (Optional<OrderEntry> entry = walk.peek(); entry.isPresent(); entry = walk.peek()) {
            walk.skip();
            QueueId id = entry.get().id().message();
            if (seen.add(id)) write(id);
        }
        if (walk.isDamaged()) unreadable.add("a part of the queue of " + domain.domain());
    }

    private void write(QueueId id) {
        List<Envelope> envelopes = queue.envelopes(id);
        if (envelopes.isEmpty()) {
            unreadable.add("the envelopes of " + id);
            return;
        }
        try {
            String digest = write(queue.body(envelopes.getFirst().message()), into.resolve(id + ".eml"));
            Path half = into.resolve(id + ".part");
            Files.writeString(half, ExportedMail.of(name, envelopes, digest).text() + "\n");
            Files.move(half, into.resolve(id + ".json"), StandardCopyOption.ATOMIC_MOVE);
            messages++;
        } catch (UnreadableException damaged) {
            unreadable.add("the text of " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return its SHA-256 */
    private static String write(Body body, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (long at = 0; at < body.size();) {
                byte[] piece = body.read(at, PIECE);
                out.write(piece);
                at += piece.length;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
