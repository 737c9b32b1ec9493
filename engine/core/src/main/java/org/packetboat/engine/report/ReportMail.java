package org.packetboat.engine.report;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.accept.Envelopes;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.trace.StatusReport;

/** A report as mail: nobody is told if it does not arrive. @param server that it goes to */
record ReportMail(Policy policy, Domain server) {
    Envelope envelope(QueueId id, byte[] text, Instant now) {
        Recipient recipient = new Recipient(StatusReport.at(server), EnumSet.of(Notify.NEVER), Optional.empty());
        Submission submission = Submission.plain(sender(), List.of(recipient), Message.REPORT);
        Message message = Envelopes.message(submission, id, text.length, now);
        return Envelope.arrived(new EnvelopeId(id, 0), message, submission.recipients(),
                Envelope.DeliveryOptions.none(now), policy.end(server, now));
    }

    private Optional<Address> sender() {
        try {
            return Optional.of(StatusReport.at(new Domain(policy.server())));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }
}
