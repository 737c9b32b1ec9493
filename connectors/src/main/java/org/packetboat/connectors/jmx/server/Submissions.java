package org.packetboat.connectors.jmx.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.submission.SubmittedBy;
import org.packetboat.protocols.submission.SubmittedText;

/**
 * Takes in messages from the operator: the command line is trusted, but routes and limits count for it too. What a
 * message's head lacks is added, and what does not belong there is left out ({@link SubmittedText}).
 */
public final class Submissions {
    private final Intake intake;
    private final String server;
    private final InstantSource clock;

    public Submissions(Intake intake, String server, InstantSource clock) {
        this.intake = intake;
        this.server = server;
        this.clock = clock;
    }

    /**
     * @param message lines may end with LF or CRLF
     * @throws IllegalArgumentException if an address is none, or an option can't be kept
     * @throws IllegalStateException    with the reason if the message is refused
     */
    public QueueId submit(String sender, List<String> recipients, byte[] message, String key,
            SubmissionOptions options) {
        options.mustBePossible(clock.instant());
        Optional<Address> from = sender.isEmpty() ? Optional.empty() : Optional.of(Address.parseLoosely(sender));
        List<Recipient> to = recipients.stream().map(Address::parseLoosely).map(Recipient::of).toList();
        if (to.isEmpty()) throw new IllegalArgumentException("no recipient");
        byte[] text = TextRule.withCrlf(message);
        if (text.length > intake.largestMessage()) {
            throw new IllegalStateException("the message has " + text.length + " bytes; at most "
                    + intake.largestMessage() + " are taken");
        }
        TextRule.flaw(text).ifPresent(reply -> {
            throw new IllegalStateException(reply.toString());
        });
        Submission submission = options.submission(from, to, true, "submit").withKey(key);
        AnnouncedMail mail = AnnouncedMail.of(submission, text.length, clock.instant());
        to.forEach(r -> intake.refusal(mail, r.address()).or(() -> intake.delay(r.address()))
                .ifPresent(reply -> refuse(r.address(), reply)));
        return commit(submission, text);
    }

    /**
     * Reads options as they come by JMX, where an empty text asks for nothing.
     *
     * @throws IllegalArgumentException naming the option, with what was found and what is expected
     */
    public static SubmissionOptions options(String batch, String deliverBy, String notBefore, int priority,
            String stages) {
        return SubmissionOptions.read(option -> switch (option) {
            case BATCH -> given("batch", batch);
            case DELIVER_BY -> given("deliver-by", deliverBy);
            case NOT_BEFORE -> given("not-before", notBefore);
            case PRIORITY -> given("priority", Integer.toString(priority));
            case STAGES -> given("stages", stages);
            case KEY -> Optional.empty();
        });
    }

    private static Optional<SubmissionOptions.Given> given(String name, String text) {
        return Optional.of(new SubmissionOptions.Given(name, text)).filter(given -> !text.isEmpty());
    }

    private QueueId commit(Submission submission, byte[] message) {
        Instant now = clock.instant();
        Incoming incoming = intake.begin(now);
        String domain = submission.sender().map(from -> from.domain().name()).orElse(server);
        SubmittedBy by = new SubmittedBy(server, domain, submission.sender(), "", "", incoming.id(), now);
        incoming.append(by.trace(), 0, by.trace().length);
        SubmittedText text = new SubmittedText(by, incoming::append);
        text.write(message, 0, message.length);
        text.finish();
        text.flaw().ifPresent(flaw -> {
            incoming.abandon();
            throw new IllegalStateException("refused: " + flaw.reply());
        });
        return switch (Asking
                .<Receipt>answer(answer -> incoming.commit(submission.inBigSend(incoming.bigSend()), now, answer))) {
            case Receipt.Accepted(QueueId id) -> id;
            case Receipt.Rejected(Reply reply) -> throw new IllegalStateException("refused: " + reply);
        };
    }

    private static void refuse(Address address, Reply reply) {
        throw new IllegalStateException(address + ": " + reply);
    }
}
