package org.packetboat.engine.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.find.ScanBudget;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.store.StoreException;

/**
 * One operator's change to many envelopes: some in each batch, the next batch once the last one is durable. Each
 * envelope is read when it is its turn, since mail is delivered in the meantime; what is being sent is left alone, and
 * what is being changed is not sent. Used by the node only.
 */
final class Sweep {
    private static final int AT_ONCE = 200;
    private static final String BUSY = "; left alone what is being sent now";

    /** One change to one envelope, as part of a batch. */
    interface Change extends BiConsumer<QueueBatch, Envelope> {}

    private final MailQueue queue;
    private final InFlight inFlight;
    private final Consumer<Inbox.Task> inbox;
    private final Consumer<Inbox.Task> later;
    private final Iterator<EnvelopeId> rest;
    private final Function<EnvelopeId, Optional<Envelope>> read;
    private final Change change;
    /** Limits a step that finds little to change. */
    private final ScanBudget budget;
    private final String done;
    private final Consumer<Operator.Done> answer;
    /** Taken, and to be changed one by one. */
    private final Queue<Envelope> singly = new ArrayDeque<>();
    private int changed;
    private boolean busy;

    /**
     * @param later  runs a task in a later step of the node
     * @param ids    the envelopes to change
     * @param read   reads an envelope when its turn comes; empty if it is not to be changed
     * @param budget the budget of a step; {@code read} spends there what it costs beyond the envelope
     * @param done   the past tense for the answer: {@code held}
     */
    Sweep(MailQueue queue, InFlight inFlight, Consumer<Inbox.Task> inbox, Consumer<Inbox.Task> later,
            Iterator<EnvelopeId> ids,
            Function<EnvelopeId, Optional<Envelope>> read, Change change, ScanBudget budget, String done,
            Consumer<Operator.Done> answer) {
        this.queue = queue;
        this.inFlight = inFlight;
        this.inbox = inbox;
        this.later = later;
        this.rest = ids;
        this.read = read;
        this.change = change;
        this.budget = budget;
        this.done = done;
        this.answer = answer;
    }

    void go() {
        List<Envelope> taken;
        boolean more;
        try {
            taken = singly.isEmpty() ? take() : List.of(singly.remove());
            more = rest.hasNext();
        } catch (RuntimeException e) {
            Answer.failed(answer, new IllegalStateException(done + " " + changed + "; then " + e, e));
            return;
        }
        if (taken.isEmpty() && more) {
            later.accept(_ -> go());
            return;
        }
        if (taken.isEmpty()) {
            answer.accept(new Operator.Done(changed, true, done + " " + changed + (busy ? BUSY : "")));
            return;
        }
        QueueBatch batch = queue.change();
        try {
            taken.forEach(e -> change.accept(batch, e));
            commit(batch, taken);
        } catch (StoreException full) {
            batch.abandon();
            stop(taken);
        } catch (RuntimeException bug) {
            batch.abandon();
            failed(taken, bug);
        }
    }

    private void commit(QueueBatch batch, List<Envelope> taken) {
        batch.commit(failure -> inbox.accept(_ -> {
            if (failure.isPresent()) {
                stop(taken);
            } else {
                letGo(taken);
                changed += taken.size();
                go();
            }
        }));
    }

    /** The one that the server fails at is found one by one, and set aside. */
    private void failed(List<Envelope> taken, RuntimeException bug) {
        if (taken.size() > 1) {
            singly.addAll(taken);
        } else {
            queue.noteUnhandled(taken.getFirst().id(), bug);
            letGo(taken);
        }
        inbox.accept(_ -> go());
    }

    private void stop(List<Envelope> taken) {
        letGo(taken);
        letGo(List.copyOf(singly));
        answer.accept(new Operator.Done(changed, false, done + " " + changed + "; then the disk did not take more"));
    }

    private List<Envelope> take() {
        List<Envelope> taken = new ArrayList<>();
        budget.begin();
        while (!budget.isOver() && taken.size() < AT_ONCE && rest.hasNext()) {
            budget.spend(ScanBudget.ENVELOPE);
            EnvelopeId id = rest.next();
            busy |= inFlight.contains(id);
            if (!inFlight.contains(id)) read.apply(id).ifPresent(taken::add);
        }
        taken.forEach(e -> inFlight.add(e.id()));
        return taken;
    }

    /** Whoever looked at them in the meantime has left them out, so they are told of anew, changed or not. */
    private void letGo(List<Envelope> taken) {
        inFlight.letGo(taken.stream().map(Envelope::id).toList(), queue);
    }
}
