package org.packetboat.app.compose.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.connectors.json.ExportedMail;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * Takes in mail that another queue has exported, as it was there: sender, recipients and what they want to hear,
 * priority, times, big send, and the text byte for byte. It is given up when it would have been there. A message is
 * taken whole or not at all, and once, however often it comes (as long as submission keys are kept, 14 days).
 */
public final class MailImport {
    private static final String ORIGIN = "import";

    private final Intake intake;
    private final InstantSource clock;

    public MailImport(Intake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * Takes one in.
     *
     * @return its queue id; the one of the first time if it was taken before
     * @throws IllegalArgumentException if text and envelope don't belong together, or it is no mail
     * @throws IllegalStateException    with the reason if it is refused
     */
    QueueId take(ExportedMail mail, byte[] text) {
        if (text.length != mail.bytes() || !sha256(text).equals(mail.sha256()))
            throw new IllegalArgumentException(mail.id() + ": the text is not the one that was exported");
        TextRule.flaw(text).ifPresent(reply -> {
            throw new IllegalStateException(mail.id() + ": " + reply);
        });
        Submission submission = submission(mail);
        submission.recipients().forEach(r -> intake.refusal(r.address()).or(() -> intake.delay(r.address()))
                .ifPresent(reply -> {
                    throw new IllegalStateException(mail.id() + ": " + r.address() + ": " + reply);
                }));
        return commit(submission, text);
    }

    private Submission submission(ExportedMail mail) {
        Instant now = clock.instant();
        ExportedMail.Part first = mail.envelopes().getFirst();
        List<Recipient> to = mail.envelopes().stream().flatMap(e -> e.recipients().stream())
                .map(ExportedMail.To::recipient).toList();
        Optional<Address> from = said(mail.sender()).map(Address::parse);
        SubmissionOptions options = new SubmissionOptions(new Priority(first.priority()),
                said(first.notBefore()).map(Instant::parse).filter(at -> at.isAfter(now)),
                said(first.deliverBy()).map(DeliverBy::parse), said(mail.batch()).map(BigSendName::new),
                Optional.of(ORIGIN + " " + mail.key()));
        // what is long over there is still to be given up here, with a notice to its sender
        Optional<Instant> expires = mail.envelopes().stream().flatMap(e -> said(e.expires()).stream())
                .map(Instant::parse).max(Comparator.naturalOrder());
        return new Submission(from, to, options, new MailEncoding(mail.eightBit(), mail.international()),
                new DsnRequest(ReturnContent.valueOf(mail.returned()), said(mail.envelopeName())), expires, ORIGIN,
                Optional.empty());
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private QueueId commit(Submission submission, byte[] text) {
        Instant now = clock.instant();
        Incoming incoming = intake.begin(now);
        incoming.append(text, 0, text.length);
        return switch (Asking.<Receipt>answer(answer -> incoming.commit(submission, now, answer))) {
            case Receipt.Accepted(QueueId id) -> id;
            case Receipt.Rejected(var reply) -> throw new IllegalStateException("refused: " + reply);
        };
    }

    static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
