package org.packetboat.engine.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.queue.ledger.StagedSend.Course;
import org.packetboat.engine.queue.ledger.StagedSend.Plan;
import org.packetboat.engine.queue.ledger.StagedSend.State;

/**
 * Makes a message's record of stages anew if it can't be read, from what waits of the message. The damaged record may
 * have said "paused" or "aborted", so the new one is stopped until an operator decides. What has not been let go
 * becomes one last stage. The limit of failures, the pause, and what the message was to take the place of are lost.
 */
final class StageRecovery {
    private final MailQueue queue;

    StageRecovery(MailQueue queue) {
        this.queue = queue;
    }

    /** Empty if nothing of it waits, and so nothing is to be steered. */
    Optional<StagedSend> of(QueueId message) {
        return queue.envelopes(message).stream().flatMap(e -> e.message().batch().stream()).findFirst()
                .or(() -> inLedger(message)).flatMap(name -> of(name, message));
    }

    private Optional<String> inLedger(QueueId message) {
        return queue.ledger().batches().stream().map(BatchSummary::name)
                .filter(name -> !queue.ledger().entries(name, message).isEmpty()).findFirst();
    }

    private Optional<StagedSend> of(String name, QueueId message) {
        int sites = 1 + Stream.concat(queue.envelopes(message).stream().map(Envelope::id),
                queue.ledger().entries(name, message).stream().map(LedgerEntry::id)).mapToInt(EnvelopeId::index).max()
                .orElseThrow();
        List<Envelope> left = IntStream.range(0, sites).mapToObj(i -> new EnvelopeId(message, i)).map(queue::envelope)
                .flatMap(Optional::stream).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(stopped(name, message, sites, left));
    }

    /** Whether something waits for a stage of it. */
    boolean isStaged(QueueId message) {
        return queue.envelopes(message).stream().anyMatch(Envelope::waitsForStage);
    }

    private static StagedSend stopped(String name, QueueId message, int sites, List<Envelope> left) {
        int let = left.stream().filter(Envelope::waitsForStage).mapToInt(e -> e.id().index()).min().orElse(sites);
        List<Integer> ends = let == 0 || let == sites ? List.of(sites) : List.of(let, sites);
        Optional<Instant> notBefore = left.stream().filter(e -> !e.waitsForStage()).map(Envelope::notBefore)
                .max(Comparator.naturalOrder());
        return new StagedSend(new Plan(name, message, ends, StagedSend.UNLIMITED, Duration.ZERO, notBefore),
                new Course(State.STOPPED, 1, let, StagedSend.UNLIMITED, Optional.empty(), new TreeSet<>()));
    }
}
