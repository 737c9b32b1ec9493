package org.packetboat.engine.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.accept.OperatorMail;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.TimerKind;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.queue.ledger.StagedSend.State;
import org.packetboat.engine.queue.ledger.StagedSends;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Leads big sends from stage to stage. A stage is over once each of its sites has its mail, has failed, or was missed
 * by its window; after a pause the next one is let go, some hundred envelopes in each batch. Too many failures stop it.
 * All that it decides is on disk before it holds; what waits for a stage is not touched. Used by the node only.
 */
public final class StageDuty {
    private static final int AT_ONCE = 200;
    /** What is being sent, or changed by somebody else, is looked at again after this time. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final MailQueue queue;
    private final StagedSends sends;
    private final InFlight inFlight;
    private final Inbox inbox;
    private final Supplier<Policy> policy;
    private final StopNotice notice;
    private final MissedWindows missed;
    private final Withdrawal withdrawal;
    private final Map<QueueId, StageCount> counts = new HashMap<>();
    private final Queue<EnvelopeId> changed = new ConcurrentLinkedQueue<>();
    private final Queue<Inbox.Task> commands = new ArrayDeque<>();
    /** Whether something may be to be done at once; else only when a stage is due. */
    private boolean look = true;
    private Instant rests = Instant.MIN;
    private boolean busy;
    private Runnable stopped = () -> {};

    /** @param mail by which the operator is told of what waits for him */
    public StageDuty(MailQueue queue, InFlight inFlight, Inbox inbox, Supplier<Policy> policy, OperatorMail mail) {
        this.queue = queue;
        this.sends = queue.ledger().staged();
        this.inFlight = inFlight;
        this.inbox = inbox;
        this.policy = policy;
        this.notice = new StopNotice(mail);
        this.missed = new MissedWindows(queue, policy, this::count);
        this.withdrawal = new Withdrawal(queue, inFlight);
    }

    /** Called, by the node, when a big send has stopped by itself: its mail may not go now. */
    public void onStop(Runnable hearer) {
        stopped = hearer;
    }

    /** Hears of every event once it is durable. From any thread. */
    public void heard(StatusEvent event) {
        if (event instanceof StatusEvent.OfEnvelope e && isChange(e) && sends.of(e.message()).isPresent())
            changed.add(e.id());
    }

    private static boolean isChange(StatusEvent.OfEnvelope event) {
        return !(event instanceof StatusEvent.Sending || event instanceof StatusEvent.Progress);
    }

    /**
     * A window has closed for these domains: what was let go and still waits for them was missed.
     *
     * @param had whether an envelope could have gone by it
     */
    public void closed(List<Domain> domains, Instant now, Predicate<Envelope> had) {
        look |= missed.closed(domains, now, had);
    }

    /** What may not be sent now, by its domains. */
    public Map<Domain, HeldBack> heldBack() {
        Map<Domain, HeldBack> sum = new HashMap<>();
        sends.all().forEach(send -> count(send).heldBack(send, sum));
        return sum;
    }

    /** The clock went back: what was put off is looked at anew. */
    public void clockWentBack() {
        rests = Instant.MIN;
        missed.lookAgain();
    }

    /** Whether the disk is busy with what it has decided. */
    public boolean isBusy() {
        return busy;
    }

    /** When there is something to do; empty while the disk is busy with it, or if there is nothing. */
    public Optional<Instant> wake() {
        boolean steers = !sends.all().isEmpty() || !sends.damaged().isEmpty();
        if (busy || !steers && commands.isEmpty()) return Optional.empty();
        if (!commands.isEmpty()) return Optional.of(Instant.MIN);
        if (look || !sends.damaged().isEmpty() || !changed.isEmpty()) return Optional.of(rests);
        return sends.all().stream().filter(s -> !s.isStopped()).flatMap(this::wake).min(Instant::compareTo);
    }

    private Stream<Instant> wake(StagedSend send) {
        Stream<Instant> next = send.course().due().map(queue.clock()::toWall).stream();
        return send.isAllLetGo() ? next : Stream.concat(next, Stream.of(missed.nextLook()));
    }

    public void step(Instant now) {
        for (EnvelopeId id = changed.poll(); id != null; id = changed.poll())
            look(id);
        while (!busy && !commands.isEmpty())
            commands.remove().run(now);
        if (busy || rests.isAfter(now)) return;
        if (!missed.nextLook().isAfter(now)) missed.lookAtAlwaysOpen(now);
        look = false;
        try {
            sends.damaged().stream().findFirst().ifPresent(message -> makeAnew(message, now));
            for (StagedSend send : sends.all()) {
                if (!busy) move(send, now);
            }
        } catch (StoreException full) {
            rest(now, FailurePolicy.storeRest());
        }
    }

    /** What its record said is lost: it is stopped, and an operator decides. */
    private void makeAnew(QueueId message, Instant now) {
        Optional<StagedSend> anew = new StageRecovery(queue).of(message);
        if (anew.isPresent()) stop(anew.get(), "its stages can't be read from disk; what waits is one last stage", now);
        else commit(queue.change().unstage(message), List.of());
    }

    private void look(EnvelopeId id) {
        look = true;
        sends.of(id.message()).ifPresent(send -> count(send).look(id));
    }

    private StageCount count(StagedSend send) {
        return counts.computeIfAbsent(send.plan().message(), _ -> new StageCount(queue, send.plan()));
    }

    private void rest(Instant now, Duration time) {
        look = true;
        rests = now.plus(time);
    }

    private void move(StagedSend send, Instant now) {
        boolean aborted = send.course().state() == State.ABORTED;
        boolean toReplace = send.isToReplace() && !aborted;
        if (toReplace && takeOut(withdrawal.ofEarlier(send, now), now)) return;
        SortedSet<Integer> late = count(send).takeMissed(send);
        if (count(send).isSettled() && !toReplace) {
            commit(queue.change().unstage(send.plan().message()), List.of());
        } else if (aborted) {
            takeOut(withdrawal.ofAborted(send, count(send), now), now);
        } else if (!late.isEmpty() && !send.isAllLetGo()) {
            commit(queue.change().stage(send.missing(late)), List.of());
        } else if (send.course().state() == State.RUNNING) {
            goOn(send, now);
        }
    }

    /** Takes some more out. @return false if what is left is being sent now: it is looked at again a little later */
    private boolean takeOut(Optional<Withdrawal.Removal> removal, Instant now) {
        removal.ifPresentOrElse(some -> commit(some.batch(), some.envelopes()), () -> rest(now, LOOK_AGAIN));
        return removal.isPresent();
    }

    private void goOn(StagedSend send, Instant now) {
        Instant age = queue.clock().now(now);
        int failures = count(send).failures(send);
        boolean tooMany = send.course().stopAt() > 0 && failures >= send.course().stopAt();
        if (tooMany) {
            stop(send.now(State.STOPPED), failures + " sites failed or missed their window", now);
        } else if (send.course().let() < send.end()) {
            letGo(send, now);
        } else if (!send.isLast() && count(send).isOver(send)) {
            Optional<Instant> due = send.course().due();
            if (due.isEmpty()) tell(send.over(age.plus(send.plan().pause())), "over", now);
            else if (!due.get().isAfter(age)) tell(send.next(), "begins", now);
        }
    }

    private void tell(StagedSend send, String what, Instant now) {
        QueueBatch batch = queue.change().stage(send);
        commit(batch.tell(event(send, what, now)), List.of());
    }

    /** In the log and, if there is room, by mail to the operator: without him it goes no further. */
    private void stop(StagedSend send, String why, Instant now) {
        int waiting = count(send).waiting();
        QueueBatch batch = queue.change().stage(send)
                .tell(event(send, why + "; packetboat batch NAME --resume goes on, "
                        + "--abort takes out what waits", now));
        notice.add(batch, send, why, waiting, now);
        commit(batch.onDurable(() -> inbox.post(_ -> stopped.run())), List.of());
    }

    private static StatusEvent event(StagedSend send, String what, Instant now) {
        StagedSend.Plan plan = send.plan();
        return new StatusEvent.BatchStage(now, plan.name(), plan.message(), send.course().stage(), plan.stages(),
                what);
    }

    /** Lets some more of the stage go. Who is being changed by an operator now is waited for. */
    private void letGo(StagedSend send, Instant now) {
        QueueBatch batch = queue.change();
        List<EnvelopeId> touched = new ArrayList<>();
        int at = send.course().let();
        int end = Math.min(send.end(), at + AT_ONCE);
        while (at < end && !inFlight.contains(new EnvelopeId(send.plan().message(), at))) {
            queue.envelope(new EnvelopeId(send.plan().message(), at)).filter(Envelope::waitsForStage)
                    .ifPresent(e -> begin(batch, e, send, touched, now));
            at++;
        }
        if (at == send.course().let()) rest(now, LOOK_AGAIN);
        else commit(batch.stage(send.letting(at)), touched);
    }

    private void begin(QueueBatch batch, Envelope waiting, StagedSend send, List<EnvelopeId> touched, Instant now) {
        Instant from = send.plan().notBefore().filter(now::isBefore).orElse(now);
        Envelope begun = waiting.startingAt(from);
        Envelope ending = begun.expiring(policy.get().end(begun));
        batch.begin(ending);
        if (waiting.recipients().stream().anyMatch(r -> r.wants(Notify.DELAY)))
            batch.remind(ending, TimerKind.DELAY, now.plus(policy.get().delayAfter()));
        touched.add(waiting.id());
    }

    /** @param touched what nobody else may change meanwhile */
    private void commit(QueueBatch batch, List<EnvelopeId> touched) {
        busy = true;
        touched.forEach(inFlight::add);
        batch.commit(failure -> inbox.post(later -> {
            busy = false;
            look = true;
            if (failure.isPresent()) failed(later);
            inFlight.letGo(touched, queue);
            counts.keySet().removeIf(message -> sends.of(message).isEmpty());
            withdrawal.forgetWhatIsOver();
        }));
    }

    private void failed(Instant now) {
        withdrawal.beginAgain();
        rest(now, FailurePolicy.storeRest());
    }

    /**
     * Gives a command to all messages of a big send that are not settled.
     *
     * @param answer called once that is durable, with what is to be said of it
     */
    public void command(String name, StageCommand what, Consumer<String> answer) {
        commands.add(now -> new StageCommands(queue, name, this::count).give(what, now,
                (batch, said) -> order(batch, said, answer)));
        look = true;
    }

    private void order(Optional<QueueBatch> batch, String said, Consumer<String> answer) {
        if (batch.isEmpty()) {
            answer.accept(said);
            return;
        }
        busy = true;
        Set<QueueId> before = sends.all().stream().map(send -> send.plan().message()).collect(Collectors.toSet());
        batch.get().commit(failure -> inbox.post(later -> {
            busy = false;
            look = true;
            counts.keySet().retainAll(before); // of others nothing was heard meanwhile: they are counted anew
            answer.accept(failure.isPresent() ? "the disk did not take it; nothing changed" : said);
        }));
    }
}
