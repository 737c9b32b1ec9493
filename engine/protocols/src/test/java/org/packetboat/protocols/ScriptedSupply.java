package org.packetboat.protocols;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * A supply with a fixed list of mails, which keeps what it was told and complains when it is called out of turn. Of a
 * mail of which only some recipients were tried the rest comes after all others.
 */
public class ScriptedSupply implements Supply {
    private final Deque<Transfer> mails = new ArrayDeque<>();
    private final Map<EnvelopeId, Map<Recipient, Outcome>> settled = new LinkedHashMap<>();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final Map<EnvelopeId, Transfer> handed = new HashMap<>();
    private final List<Integer> pieces = new ArrayList<>();
    private long progress;

    public ScriptedSupply(Transfer... mails) {
        this.mails.addAll(List.of(mails));
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        answer.accept(take());
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        List<Transfer> handful = new ArrayList<>();
        for (Optional<Transfer> next = take(); next.isPresent(); next = take()) {
            handful.add(next.get());
            if (handful.size() == demand.envelopes()) break;
        }
        answer.accept(handful);
    }

    private synchronized Optional<Transfer> take() {
        stillOpen("next");
        Optional<Transfer> next = Optional.ofNullable(mails.poll());
        next.ifPresent(mail -> handed.put(mail.envelope().id(), mail));
        return next;
    }

    @Override
    public synchronized void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        stillOpen("settle");
        Transfer mail = handed.remove(id);
        if (mail == null) throw new IllegalStateException(id + " settled twice");
        pieces.add(outcomes.size());
        settled.computeIfAbsent(id, _ -> new LinkedHashMap<>()).putAll(outcomes);
        List<Recipient> untried = mail.envelope().recipients().stream().filter(r -> !outcomes.containsKey(r)).toList();
        if (!untried.isEmpty()) mails.add(new Transfer(mail.envelope().remaining(untried), mail.body()));
    }

    @Override
    public synchronized void progress(EnvelopeId id, long bytes) {
        stillOpen("progress");
        progress = bytes;
    }

    @Override
    public void ended(Ending how) {
        if (!ending.complete(how)) throw new IllegalStateException("ended twice");
    }

    private void stillOpen(String what) {
        if (ending.isDone()) throw new IllegalStateException(what + " after ended");
    }

    /** Waits for the end of the session; the minute is for a hanging test, not part of what is tested. */
    public Ending ending() throws Exception {
        return ending.get(1, TimeUnit.MINUTES);
    }

    public boolean isEnded() {
        return ending.isDone();
    }

    /** What became of a mail; empty if it was not tried. */
    public synchronized Map<Recipient, Outcome> outcomes(Transfer mail) {
        return settled.getOrDefault(mail.envelope().id(), Map.of());
    }

    public synchronized Outcome outcome(Transfer mail, String recipient) {
        return outcomes(mail).get(Recipient.of(recipient));
    }

    /** To how many recipients something was told at a time, in order. */
    public synchronized List<Integer> pieces() {
        return List.copyOf(pieces);
    }

    /** How many mails were not asked for. */
    public synchronized int left() {
        return mails.size();
    }

    /** The last report of progress, in bytes. */
    public synchronized long progress() {
        return progress;
    }
}
