package org.packetboat.connectors.maildir;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message after another into the Maildirs; one to many mailboxes by pieces, between which other mail has its turn.
 * A stop lets the message under way be finished in either case: it takes no longer than undoing it.
 */
final class MaildirSession implements Link.Session {
    private static final Logger LOG = LoggerFactory.getLogger(MaildirSession.class);

    private final Delivery delivery;
    private final Supply supply;
    private final PartlyDelivered partly;
    private final AtomicReference<Optional<String>> stopped = new AtomicReference<>(Optional.empty());

    MaildirSession(Delivery delivery, Supply supply) {
        this(delivery, supply, MailboxName::of);
    }

    /** @param naming the mailbox of a local part; empty if it can't have one */
    MaildirSession(Delivery delivery, Supply supply, Function<String, Optional<MailboxName>> naming) {
        this.delivery = delivery;
        this.supply = supply;
        this.partly = new PartlyDelivered(naming);
    }

    @Override
    public void stop(boolean now, String why) {
        stopped.compareAndSet(Optional.empty(), Optional.of(why));
    }

    void run() {
        supply.ended(deliverAll());
    }

    private Ending deliverAll() {
        try {
            Optional<Transfer> mail = next();
            while (mail.isPresent() && mayBegin(mail.get())) {
                deliver(mail.get());
                mail = next();
            }
            return stopped.get().<Ending>map(Ending.Stopped::new).orElseGet(Ending.Finished::new);
        } catch (RuntimeException | Error e) { // the session ends; whether the process must, the log decides
            LOG.error("event=session-failed", e);
            return new Ending.Dropped(new Reply(451, "4.3.0", "local delivery failed"));
        }
    }

    private boolean mayBegin(Transfer mail) {
        if (!mail.mayBegin()) stop(true, "another machine may own the queue");
        return stopped.get().isEmpty();
    }

    /** What is left is remembered if it comes back in this session: that is, unless all of it was tried. */
    private void deliver(Transfer mail) {
        Envelope envelope = mail.envelope();
        Owners owners = partly.take(envelope);
        Map<Recipient, Outcome> outcomes = delivery.deliverPiece(mail, owners);
        if (outcomes.size() < envelope.recipients().size()) partly.keep(envelope.id(), owners);
        supply.settle(envelope.id(), outcomes);
    }

    /** Asks for nothing more once it is stopped. */
    private Optional<Transfer> next() {
        if (stopped.get().isPresent()) return Optional.empty();
        CompletableFuture<Optional<Transfer>> answer = new CompletableFuture<>();
        supply.next(answer::complete);
        return answer.join();
    }
}
