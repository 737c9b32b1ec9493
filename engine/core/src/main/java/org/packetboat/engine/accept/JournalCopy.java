package org.packetboat.engine.accept;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.HeadingReader;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.IncomingMessage;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.Visited;

/**
 * The copy of a message that goes to a journal, with everybody whom the message is for, also those whom its header does
 * not name. It enters the queue in the batch that accepts the message. It comes from nobody, so nobody is told if it
 * can't be delivered. It begins with as many trace lines as the message has: copies of copies that servers send each
 * other in a circle end as other mail that goes round does. They name no servers, for it may go where the message came
 * from.
 *
 * <pre>
 * Received: id ID; DATE          as often as the message has one
 * From, To, Subject, X-Packetboat-Journal: ID@SERVER
 * multipart/mixed
 *   text/plain                   Server, Queue-Id, Arrived, Origin, Sender, a Recipient for each, Rule
 *   message/rfc822               the message, byte for byte
 * </pre>
 */
final class JournalCopy {
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int PIECE = 64 * 1024;
    private static final int BOUNDARY_DIGITS = 40;

    private final IncomingMessage bytes;
    private final HeadingReader heading;
    private final Message message;
    private final List<Envelope> envelopes;

    private JournalCopy(IncomingMessage bytes, HeadingReader heading, Message message, List<Envelope> envelopes) {
        this.bytes = bytes;
        this.heading = heading;
        this.message = message;
        this.envelopes = envelopes;
    }

    /** What is copied. @param given its envelope as it came @param envelopes what becomes of it */
    record Original(Submission given, Message about, List<Envelope> envelopes, IncomingMessage text) {}

    /**
     * Writes a copy, beside the queue as yet.
     *
     * @param journals who gets it, and why; if nobody does, there is none
     * @throws StoreException if it can't be stored; then nothing is left of it
     */
    static Optional<JournalCopy> of(MailQueue queue, Policy policy, Original original, Map<Address, String> journals,
            Instant now) {
        return journals.isEmpty()
                ? Optional.empty()
                : Optional.of(written(queue, policy, original, journals, now));
    }

    private static JournalCopy written(MailQueue queue, Policy policy, Original original,
            Map<Address, String> journals, Instant now) {
        IncomingMessage bytes = new IncomingMessage(queue);
        try {
            Submission submission = submission(original, journals.keySet());
            String boundary = "=_" + digest(original.text());
            byte[] head = head(policy, original, journals, bytes, boundary, now).getBytes(StandardCharsets.UTF_8);
            bytes.append(head, 0, head.length);
            HeadingReader heading = new HeadingReader();
            heading.see(head, 0, head.length);
            pieces(original.text(), piece -> {
                bytes.append(piece, 0, piece.length);
                bytes.unload();
            });
            byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
            bytes.append(end, 0, end.length);
            Message message = Envelopes.message(submission, bytes.id(), bytes.size(), now);
            return new JournalCopy(bytes, heading, message, Envelopes.divide(submission, message, policy));
        } catch (RuntimeException | Error failed) {
            abandon(bytes);
            throw failed;
        }
    }

    /** Puts it into the batch that accepts the message. */
    void add(QueueBatch batch) {
        bytes.finish(batch);
        envelopes.forEach(batch::add);
        List<Address> to = IntakeEvents.addresses(envelopes.stream().flatMap(e -> e.recipients().stream()));
        batch.tell(IntakeEvents.accepted(message, envelopes.stream().map(Envelope::destination).toList(), to,
                heading));
    }

    /** It comes to nothing. */
    void abandon() {
        abandon(bytes);
    }

    private static void abandon(IncomingMessage bytes) {
        try {
            bytes.abandon();
        } catch (StoreException stays) {
            // what was staged stays marked as unfinished, and goes at the next start
        }
    }

    private static Submission submission(Original original, Set<Address> journals) {
        boolean international = original.about().international()
                || journals.stream().anyMatch(Address::isInternational);
        return new Submission(Optional.empty(), journals.stream().map(Recipient::of).map(Recipient::silent).toList(),
                SubmissionOptions.NONE.withPriority(original.given().options().priority()),
                original.given().encoding(), DsnRequest.NONE, Message.JOURNAL).withInternational(international);
    }

    private static String head(Policy policy, Original original, Map<Address, String> journals, IncomingMessage copy,
            String boundary, Instant now) {
        Message about = original.about();
        StringBuilder head = new StringBuilder();
        for (int hop = Visited.hops(body(original.text())); hop > 0; hop--)
            line(head, "Received: id " + about.id() + "; " + DATE.format(now));
        line(head, "Date: " + DATE.format(now));
        line(head, "From: Packetboat <MAILER-DAEMON@" + policy.server() + ">");
        line(head, "To: " + journals.keySet().stream().map(to -> "<" + to + ">").collect(Collectors.joining(", ")));
        line(head, "Subject: Journal of " + about.id());
        line(head, "Message-ID: <" + copy.id() + '.' + now.toEpochMilli() + '@' + policy.server() + ">");
        line(head, "Auto-Submitted: auto-generated");
        line(head, "X-Packetboat-Journal: " + about.id() + "@" + policy.server());
        line(head, "MIME-Version: 1.0");
        line(head, "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
        line(head, "");
        line(head, "--" + boundary);
        line(head, "Content-Type: text/plain; charset=utf-8");
        line(head, "Content-Transfer-Encoding: 8bit");
        line(head, "");
        envelope(head, policy, original, journals);
        line(head, "");
        line(head, "--" + boundary);
        line(head, "Content-Type: " + (about.international() ? "message/global" : "message/rfc822"));
        line(head, "Content-Transfer-Encoding: 8bit");
        line(head, "Content-Disposition: attachment; filename=\"" + about.id() + ".eml\"");
        line(head, "");
        return head.toString();
    }

    private static void envelope(StringBuilder head, Policy policy, Original original,
            Map<Address, String> journals) {
        Message about = original.about();
        line(head, "Server: " + policy.server());
        line(head, "Queue-Id: " + about.id());
        line(head, "Arrived: " + about.arrived());
        line(head, "Origin: " + about.origin());
        line(head, "Sender: " + about.sender().map(Address::toString).orElse("<>"));
        Set<String> named = new TreeSet<>();
        original.given().recipients().forEach(r -> {
            line(head, "Recipient: " + r.address());
            named.add(r.address().toString());
        });
        original.envelopes().stream().flatMap(e -> e.recipients().stream()).map(r -> r.address().toString())
                .filter(named::add).forEach(member -> line(head, "Expanded-To: " + member));
        journals.values().stream().distinct().forEach(why -> line(head, "Rule: " + why));
    }

    private static Body body(IncomingMessage text) {
        return new Body() {
            @Override
            public long size() {
                return text.size();
            }

            @Override
            public byte[] read(long offset, int most) {
                return text.read(offset, most);
            }
        };
    }

    private static void pieces(IncomingMessage text, Consumer<byte[]> each) {
        for (long at = 0; at < text.size();) {
            byte[] piece = text.read(at, PIECE);
            each.accept(piece);
            at += piece.length;
        }
    }

    /** Nobody can write a message that has its own digest in it, and so ends the part that it stands in. */
    private static String digest(IncomingMessage text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            pieces(text, digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, BOUNDARY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\r\n");
    }
}
