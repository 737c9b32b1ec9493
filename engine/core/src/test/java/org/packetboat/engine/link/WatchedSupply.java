package org.packetboat.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * A supply that has these mails, and holds whoever uses it to the rules of {@link Supply}: one question at a time, what
 * was handed out is settled at most once, the end is told once, and nothing is said after it.
 */
public final class WatchedSupply implements Supply {
    private final Deque<Transfer> mails;
    private final Map<EnvelopeId, Map<Recipient, Outcome>> settled = new LinkedHashMap<>();
    private final Deque<EnvelopeId> inHand = new ArrayDeque<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final List<Ending> endings = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch askedOrOver = new CountDownLatch(1);
    private boolean asking;
    private boolean keepsWaiting;
    private Optional<RuntimeException> broken = Optional.empty();
    private Optional<Consumer<Optional<Transfer>>> waiting = Optional.empty();

    public WatchedSupply(Transfer... mails) {
        this.mails = new ArrayDeque<>(List.of(mails));
    }

    /** From now on whoever asks waits for {@link #answer}. */
    public synchronized WatchedSupply keepWaiting() {
        keepsWaiting = true;
        return this;
    }

    /** From now on whoever asks meets a fault of ours. */
    public synchronized WatchedSupply breakWith(RuntimeException why) {
        broken = Optional.of(why);
        return this;
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        synchronized (this) {
            rule(!asking, "a second question while the first is open");
            ruleNotOver("next");
            if (broken.isPresent()) throw broken.get();
            asking = true;
            if (keepsWaiting) waiting = Optional.of(answer);
        }
        askedOrOver.countDown();
        if (!keepsWaiting) answer.accept(take());
    }

    private synchronized Optional<Transfer> take() {
        asking = false;
        Optional<Transfer> next = Optional.ofNullable(mails.poll());
        next.ifPresent(mail -> inHand.add(mail.envelope().id()));
        return next;
    }

    /** Answers who was kept waiting, if anybody is. */
    public void answer() {
        Optional<Consumer<Optional<Transfer>>> whom;
        synchronized (this) {
            whom = waiting;
            waiting = Optional.empty();
            keepsWaiting = false;
        }
        whom.ifPresent(answer -> answer.accept(take()));
    }

    @Override
    public synchronized void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        ruleNotOver("settle");
        rule(inHand.remove(id), "settled though it is not in hand: " + id);
        settled.put(id, Map.copyOf(outcomes));
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        ruleNotOver("progress");
    }

    @Override
    public void active() {
        ruleNotOver("active");
    }

    @Override
    public void figures(SessionFigures figures) {
        ruleNotOver("figures");
    }

    @Override
    public void ended(Ending ending) {
        rule(endings.isEmpty(), "a second end: " + ending);
        endings.add(ending);
        over.countDown();
        askedOrOver.countDown();
    }

    private void ruleNotOver(String what) {
        rule(endings.isEmpty(), what + " after the end");
    }

    private void rule(boolean kept, String breach) {
        if (!kept) breaches.add(breach);
    }

    /** Waits until somebody has asked, or all is over. */
    public void awaitQuestion() throws InterruptedException {
        askedOrOver.await(1, TimeUnit.MINUTES);
    }

    /** Waits for the end; the minute is for one that never comes. */
    public Ending only() throws InterruptedException {
        over.await(1, TimeUnit.MINUTES);
        Ending ending = endings.isEmpty() ? null : endings.getFirst();
        assertNotNull(ending, "the supply is not told of the end");
        assertKept();
        return ending;
    }

    /** No rule was broken until now. */
    public void assertKept() {
        assertEquals(List.of(), breaches);
    }

    public boolean isOver() {
        return !endings.isEmpty();
    }

    /** What became of each mail that was settled. */
    public synchronized Map<EnvelopeId, Map<Recipient, Outcome>> settled() {
        return Map.copyOf(settled);
    }
}
