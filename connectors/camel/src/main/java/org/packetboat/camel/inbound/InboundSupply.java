package org.packetboat.camel.inbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the node and the usual local link: takes out what routes are to get, and passes on the rest. A route
 * that has as much under way as it wants holds up the session; the session ends when all routes have answered. What
 * is handed out when the usual session is over already goes to nobody: the node takes it back. For any thread.
 */
final class InboundSupply implements Supply {
    private static final Logger LOG = LoggerFactory.getLogger(InboundSupply.class);
    private static final Outcome FAILED = new Outcome.Deferred(new Reply(451, "4.3.0", "the route failed"));

    private final Supply supply;
    private final InboundDesk desk;
    private final Map<LocalRecipient, Integer> underWay = new IdentityHashMap<>();
    private final Map<EnvelopeId, SharedTransfer> passedOn = new HashMap<>();
    private Optional<Runnable> waiting = Optional.empty();
    /** How the usual session ended, until the node is told. */
    private Optional<Ending> ending = Optional.empty();
    private boolean over;
    private int open;

    InboundSupply(Supply supply, InboundDesk desk) {
        this.supply = supply;
        this.desk = desk;
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        desk.whenKnown(served -> {
            if (served && !isOver()) {
                supply.next(mail -> mail.filter(Transfer::mayBegin).ifPresentOrElse(m -> offered(m, answer),
                        () -> answer.accept(Optional.empty())));
            } else {
                answer.accept(Optional.empty());
            }
        });
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void offered(Transfer mail, Consumer<Optional<Transfer>> answer) {
        Map<LocalRecipient, List<Recipient>> shares = new LinkedHashMap<>();
        List<Recipient> rest = new ArrayList<>();
        for (Recipient recipient : mail.envelope().recipients())
            desk.find(recipient.address()).ifPresentOrElse(
                    r -> shares.computeIfAbsent(r, _ -> new ArrayList<>()).add(recipient), () -> rest.add(recipient));
        if (shares.isEmpty()) {
            answer.accept(Optional.of(mail));
        } else {
            divide(mail, shares, rest, answer);
        }
    }

    private void divide(Transfer mail, Map<LocalRecipient, List<Recipient>> shares, List<Recipient> rest,
            Consumer<Optional<Transfer>> answer) {
        Runnable goOn = rest.isEmpty()
                ? () -> next(answer)
                : () -> answer.accept(Optional.of(mail.part(mail.envelope().remaining(rest), mail.body())));
        synchronized (this) {
            if (over) return;
            SharedTransfer shared = new SharedTransfer(mail.envelope().id(), supply,
                    shares.size() + (rest.isEmpty() ? 0 : 1));
            if (!rest.isEmpty()) passedOn.put(mail.envelope().id(), shared);
            waiting = Optional.of(goOn);
            open += shares.size();
            shares.keySet().forEach(r -> underWay.merge(r, 1, Integer::sum));
            shares.forEach((r, to) -> deliver(r, mail, to, shared));
        }
        goOnIfThereIsRoom();
    }

    private void deliver(LocalRecipient recipient, Transfer mail, List<Recipient> to, SharedTransfer shared) {
        try {
            recipient.deliver(mail, to, outcome -> delivered(recipient, to, shared, outcome));
        } catch (RuntimeException bug) {
            LOG.error("{} event=inbound-failed", mail.envelope().id(), bug);
            delivered(recipient, to, shared, FAILED);
        }
    }

    private void delivered(LocalRecipient recipient, List<Recipient> to, SharedTransfer shared, Outcome outcome) {
        Map<Recipient, Outcome> outcomes = new HashMap<>();
        to.forEach(r -> outcomes.put(r, outcome));
        synchronized (this) {
            shared.settled(outcomes);
            underWay.merge(recipient, -1, Integer::sum);
            open--;
            endIfAllIsOver();
        }
        goOnIfThereIsRoom();
    }

    private void goOnIfThereIsRoom() {
        Optional<Runnable> ready;
        synchronized (this) {
            boolean room = underWay.entrySet().stream().allMatch(e -> e.getValue() < e.getKey().transfers());
            ready = room ? waiting : Optional.empty();
            if (room) waiting = Optional.empty();
        }
        ready.ifPresent(Runnable::run);
    }

    @Override
    public synchronized void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        Optional.ofNullable(passedOn.remove(id)).ifPresentOrElse(shared -> shared.settled(outcomes),
                () -> supply.settle(id, outcomes));
    }

    @Override
    public void opened(Consumer<Boolean> answer) {
        supply.opened(answer);
    }

    @Override
    public void carried(EnvelopeId id, Map<Address, Outcome> outcomes, Consumer<Boolean> answer) {
        supply.carried(id, outcomes, answer);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        supply.progress(id, bytes);
    }

    @Override
    public void active() {
        supply.active();
    }

    @Override
    public void figures(SessionFigures figures) {
        supply.figures(figures);
    }

    @Override
    public synchronized void ended(Ending how) {
        over = true;
        ending = Optional.of(how);
        waiting = Optional.empty();
        passedOn.values().forEach(shared -> shared.settled(Map.of()));
        passedOn.clear();
        endIfAllIsOver();
    }

    private void endIfAllIsOver() {
        if (open > 0 || ending.isEmpty()) return;
        supply.ended(ending.get());
        ending = Optional.empty();
    }
}
