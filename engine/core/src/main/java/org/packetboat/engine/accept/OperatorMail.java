package org.packetboat.engine.accept;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;

/**
 * Mail to the operator that the configuration names, if it names one. It is written in the same batch as what it tells
 * of, so a kill neither loses nor repeats it.
 */
public final class OperatorMail {
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final MailQueue queue;
    private final Supplier<Policy> policy;

    public OperatorMail(MailQueue queue, Supplier<Policy> policy) {
        this.queue = queue;
        this.policy = policy;
    }

    /**
     * Puts a mail into a batch.
     *
     * @param text in lines that end with CRLF
     * @throws org.packetboat.engine.store.StoreException if the disk has no place for it; the batch is as it was
     */
    public void add(QueueBatch batch, String subject, String text, Instant now) {
        policy.get().reporting().operator().ifPresent(operator -> add(batch, operator, subject, text, now));
    }

    private void add(QueueBatch batch, Address operator, String subject, String text, Instant now) {
        QueueId id = queue.newId();
        byte[] bytes = (header(id, operator, subject, now) + text).getBytes(StandardCharsets.UTF_8);
        Recipient recipient = new Recipient(operator, EnumSet.of(Notify.NEVER), Optional.empty());
        Submission submission = Submission.plain(Optional.empty(), List.of(recipient), Message.REPORT)
                .withInternational(operator.isInternational());
        Message message = Envelopes.message(submission, id, bytes.length, now);
        List<Envelope> envelopes = Envelopes.divide(submission, message, policy.get());
        if (!envelopes.isEmpty()) batch.bytes(id, bytes);
        envelopes.forEach(batch::add);
    }

    private String header(QueueId id, Address operator, String subject, Instant now) {
        String server = policy.get().server();
        return "Date: " + DATE.format(now) + "\r\nFrom: Packetboat <MAILER-DAEMON@" + server + ">\r\nTo: <" + operator
                + ">\r\nSubject: " + subject + "\r\nMessage-ID: <" + id + '.' + now.toEpochMilli() + '@' + server
                + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    }
}
