package org.packetboat.engine.node;

import java.util.Optional;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.find.ScanBudget;
import org.packetboat.engine.find.SubjectLine;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.InFlight;

/**
 * What a filter may ask of mail that waits, beside what its envelope says. Used by the node only.
 *
 * @param budget what reading bodies takes is spent of it
 */
record WaitingFacts(Node node, MailQueue queue, InFlight inFlight, ScanBudget budget) implements MailFilter.Facts {
    @Override
    public Optional<String> site(Domain domain) {
        return node.route(domain).map(Route::site);
    }

    @Override
    public MailFilter.State state(Envelope e) {
        if (inFlight.contains(e.id())) return MailFilter.State.SENDING;
        if (e.held() || queue.isHeld(e.destination())) return MailFilter.State.HELD;
        return node.status(e).withCalls(e).attempts() > 0 ? MailFilter.State.TRIED : MailFilter.State.UNTRIED;
    }

    @Override
    public Optional<Reply> reply(Envelope e) {
        return node.status(e).withCalls(e).lastReply();
    }

    @Override
    public Optional<String> subject(Envelope e) {
        budget.spend(ScanBudget.BODY);
        return SubjectLine.of(queue.body(e.message()));
    }
}
