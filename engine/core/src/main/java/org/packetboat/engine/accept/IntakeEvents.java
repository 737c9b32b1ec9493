package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.intake.HeadingReader;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.status.StatusEvent;

/** What operators are told of mail that comes in. */
final class IntakeEvents {
    private IntakeEvents() {}

    static StatusEvent accepted(Message message, List<Domain> destinations, List<Address> to,
            HeadingReader heading) {
        return new StatusEvent.Accepted(message.arrived(), message, destinations, to.size(),
                new StatusEvent.Heading(heading.messageId(), heading.subject(), to));
    }

    static StatusEvent repeated(Submission submission, QueueId before, List<Recipient> to, Instant now) {
        return new StatusEvent.Repeated(now, before, submission.options().bigSend().map(BigSendName::text),
                submission.options().key().or(submission::name).orElse(""), submission.origin(),
                addresses(to.stream()));
    }

    static List<Address> addresses(Stream<Recipient> recipients) {
        return recipients.map(Recipient::address).toList();
    }

    static List<StatusEvent> refused(QueueId id, Submission submission, Reply why, Instant now) {
        return submission.recipients().stream().<StatusEvent>map(
                r -> new StatusEvent.Refused(now, new EnvelopeId(id, 0),
                        submission.options().bigSend().map(BigSendName::text), submission.origin(), r.address(),
                        why))
                .toList();
    }

    /** A filter had it vanish, and the client was told that it was accepted. */
    static StatusEvent discarded(QueueId id, Submission submission, String why, Instant now) {
        return new StatusEvent.Trouble(now, id + " from " + submission.sender().map(Address::toString).orElse("<>")
                + ", " + submission.origin() + " to " + submission.recipients().getFirst().address()
                + " was accepted and vanished: " + why);
    }

    /** A filter or a rule wants that an operator looks at it first. @param why by envelope */
    static void held(QueueBatch batch, Map<EnvelopeId, String> why, Optional<String> batchName, Instant now) {
        why.keySet().forEach(id -> batch.tell(new StatusEvent.Handled(now, id, batchName, "held")));
        why.entrySet().stream().findFirst().ifPresent(
                first -> batch.tell(new StatusEvent.Trouble(now, first.getKey() + " is held: " + first.getValue())));
    }
}
