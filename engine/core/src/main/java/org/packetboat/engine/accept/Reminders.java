package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.List;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.Timer;
import org.packetboat.engine.queue.TimerKind;
import org.packetboat.engine.route.Policy;

/**
 * When the node looks at mail that comes in, beside its expiry: for the senders who want to hear of a delay, and for
 * deliver-by. What waits for its stage is not delayed.
 */
final class Reminders {
    private Reminders() {}

    static void set(QueueBatch batch, Submission submission, List<Envelope> envelopes, Policy inForce, Instant now) {
        envelopes.stream().filter(e -> !e.waitsForStage() && wantsDelay(e))
                .forEach(e -> batch.remind(e, TimerKind.DELAY, now.plus(inForce.delayAfter())));
        submission.options().deliverBy().filter(by -> by.mode() == DeliverBy.Mode.NOTIFY && by.at().isAfter(now))
                .ifPresent(by -> envelopes
                        .forEach(e -> batch.remind(e, TimerKind.DELIVER_BY, Timer.noLater(by.at(), e, now))));
    }

    private static boolean wantsDelay(Envelope envelope) {
        return envelope.recipients().stream().anyMatch(r -> r.wants(Notify.DELAY));
    }
}
