package org.packetboat.engine.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.queue.ledger.StagedSend.State;
import org.packetboat.engine.status.StatusEvent;

/**
 * An operator's command to a big send. It concerns each of its messages that is not settled; one that went to all sites
 * at once is steered from then on, as one with a single stage.
 */
final class StageCommands {
    private final MailQueue queue;
    private final String name;
    private final Function<StagedSend, StageCount> count;

    StageCommands(MailQueue queue, String name, Function<StagedSend, StageCount> count) {
        this.queue = queue;
        this.name = name;
        this.count = count;
    }

    /** @param done gets the batch to commit, if something changes, and what is to be said then */
    void give(StageCommand what, Instant now, BiConsumer<Optional<QueueBatch>, String> done) {
        List<StagedSend> open = Stream.concat(queue.ledger().staged().named(name).stream(), unsteered().stream())
                .filter(send -> !count.apply(send).isSettled()).toList();
        if (open.isEmpty()) {
            done.accept(Optional.empty(), queue.ledger().batch(name).isEmpty()
                    ? "no big send is called \"" + name + "\"; nothing changed"
                    : "nothing of " + name + " waits; nothing changed");
            return;
        }
        QueueBatch batch = queue.change();
        List<String> said = new ArrayList<>();
        int changed = 0;
        for (StagedSend send : open) {
            Optional<StagedSend> after = after(send, what, now);
            if (after.isPresent()) {
                StagedSend s = after.get();
                batch.stage(s).tell(new StatusEvent.BatchStage(now, name, s.plan().message(), s.course().stage(),
                        s.plan().stages(), done(what)));
                changed++;
            }
            said.add(said(send, what, after));
        }
        done.accept(changed == 0 ? Optional.empty() : Optional.of(batch), String.join("\n", said));
    }

    /** Messages that were not steered so far. */
    private List<StagedSend> unsteered() {
        List<StagedSend> found = new ArrayList<>();
        List<LedgerEntry> lines = queue.ledger().entries(name);
        lines.stream().filter(LedgerEntry::isOpen).map(line -> line.id().message()).distinct()
                .filter(message -> queue.ledger().staged().of(message).isEmpty())
                .forEach(message -> found.add(begun(message, lines)));
        return found;
    }

    /** What waits for a stage, and is steered by nothing, has lost its record. */
    private StagedSend begun(QueueId message, List<LedgerEntry> lines) {
        StageRecovery recovery = new StageRecovery(queue);
        boolean isLost = queue.ledger().staged().damaged().contains(message) || recovery.isStaged(message);
        return (isLost ? recovery.of(message) : Optional.<StagedSend>empty())
                .orElseGet(() -> StagedSend.begin(plan(message, lines)));
    }

    private StagedSend.Plan plan(QueueId message, List<LedgerEntry> lines) {
        int sites = 1 + lines.stream().map(LedgerEntry::id).filter(id -> id.message().equals(message))
                .mapToInt(id -> id.index()).max().orElse(0);
        return new StagedSend.Plan(name, message, List.of(sites), StagedSend.UNLIMITED, Duration.ZERO,
                Optional.empty());
    }

    private Optional<StagedSend> after(StagedSend send, StageCommand what, Instant now) {
        State state = send.course().state();
        return switch (what) {
            case ABORT -> state == State.ABORTED ? Optional.empty() : Optional.of(send.now(State.ABORTED));
            case PAUSE -> state == State.RUNNING ? Optional.of(send.now(State.PAUSED)) : Optional.empty();
            case RESUME -> resumed(send, now);
            case NEXT -> state == State.ABORTED || send.isLast()
                    ? Optional.empty()
                    : Optional.of(send.resumed(count.apply(send).failures(send)).next());
        };
    }

    private Optional<StagedSend> resumed(StagedSend send, Instant now) {
        return switch (send.course().state()) {
            case ABORTED -> Optional.empty();
            case PAUSED, STOPPED -> Optional.of(send.resumed(count.apply(send).failures(send)));
            case RUNNING -> send.course().due().filter(queue.clock().now(now)::isBefore)
                    .map(_ -> send.over(queue.clock().now(now)));
        };
    }

    private static String done(StageCommand what) {
        return switch (what) {
            case PAUSE -> "paused by an operator";
            case RESUME -> "resumed by an operator";
            case NEXT -> "begins, by an operator";
            case ABORT -> "aborted by an operator";
        };
    }

    private String said(StagedSend before, StageCommand what, Optional<StagedSend> after) {
        String of = name + " (" + before.plan().message() + ")";
        int waiting = count.apply(before).waiting();
        if (after.isEmpty()) return of + " is at " + before.said() + "; nothing changed";
        return switch (what) {
            case PAUSE -> of + " is paused at stage " + before.course().stage() + " of " + before.plan().stages() + "; "
                    + waiting + " sites do not have it. What is being sent now goes on";
            case RESUME, NEXT -> of + " goes on with " + after.get().said() + "; " + waiting
                    + " sites do not have it";
            case ABORT -> of + " is aborted; " + waiting + " sites do not have it, and will not get it. What is being "
                    + "sent now still arrives";
        };
    }
}
