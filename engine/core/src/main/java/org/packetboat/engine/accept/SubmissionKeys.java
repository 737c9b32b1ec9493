package org.packetboat.engine.accept;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;

/**
 * The keys by which submissions are known again: which were accepted within {@link #LIFETIME}, and which are being
 * accepted now, so that two at a time can't both be new. For any thread.
 */
final class SubmissionKeys {
    /** How long a submission key is remembered. */
    static final Duration LIFETIME = Duration.ofDays(14);

    /** What was found about a submission. */
    sealed interface Finding {
        /** All of it was accepted before. */
        record Known(QueueId id) implements Finding {}

        /** Somebody is handing it over at this moment. */
        record InFlight() implements Finding {}

        /** @param rest without those of its recipients who were accepted before */
        record New(Submission rest, List<String> keys) implements Finding {}
    }

    private final MailQueue queue;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    SubmissionKeys(MailQueue queue) {
        this.queue = queue;
    }

    /** Keeps the keys of what is new until {@link #release}. */
    Finding claim(Submission submission) {
        Map<Optional<String>, List<Recipient>> byKey = new LinkedHashMap<>();
        submission.recipients().forEach(
                r -> byKey.computeIfAbsent(submission.keyOf(r), _ -> new ArrayList<>()).add(r));
        List<String> claimed = new ArrayList<>();
        List<QueueId> before = new ArrayList<>();
        List<Recipient> left = new ArrayList<>(submission.recipients());
        for (var group : byKey.entrySet()) {
            if (group.getKey().isEmpty()) continue;
            String key = group.getKey().get();
            if (!underWay.add(key)) {
                release(claimed);
                return new Finding.InFlight();
            }
            claimed.add(key);
            Optional<QueueId> accepted = queue.accepted(key);
            if (accepted.isEmpty()) continue;
            release(List.of(claimed.removeLast()));
            before.add(accepted.get());
            left.removeAll(group.getValue());
        }
        return left.isEmpty() && !before.isEmpty()
                ? new Finding.Known(before.getFirst())
                : new Finding.New(submission.withRecipients(left), claimed);
    }

    /** These are not being accepted any more. */
    void release(List<String> keys) {
        keys.forEach(underWay::remove);
    }

    /** Remembers them as part of the batch that accepts the message. */
    void remember(QueueBatch batch, List<String> keys, QueueId id, Instant now) {
        queue.remember(batch, keys, id, now.plus(LIFETIME));
    }
}
