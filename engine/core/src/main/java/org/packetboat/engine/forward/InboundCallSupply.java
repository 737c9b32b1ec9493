package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.route.Route;

/**
 * The supply of a call that came in: the visits of all routes that lead to the caller, one after the other. There are
 * none while another session with that far side is under way.
 */
public final class InboundCallSupply implements Supply {
    private final Inbox inbox;
    /** For the node's thread only. */
    private final List<SiteSession> sessions = new ArrayList<>();

    public InboundCallSupply(Inbox inbox) {
        this.inbox = inbox;
    }

    /** The caller may have what goes by this route, if nobody else does. For the node only. */
    public void join(Forwarder forwarder, Route route, String link, Link.Session session, Instant now) {
        forwarder.answer(route, link, session, now).ifPresent(sessions::add);
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        take(Demand.ONE, transfers -> answer.accept(transfers.stream().findFirst()));
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        inbox.post(_ -> ask(List.copyOf(sessions).iterator(), demand, answer));
    }

    private static void ask(Iterator<SiteSession> left, Demand demand, Consumer<List<Transfer>> answer) {
        if (!left.hasNext()) {
            answer.accept(List.of());
            return;
        }
        left.next().take(demand, transfers -> {
            if (transfers.isEmpty()) ask(left, demand, answer);
            else answer.accept(transfers);
        });
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        Map<Recipient, Outcome> copy = Map.copyOf(outcomes);
        inbox.post(_ -> holding(id).ifPresent(v -> v.settle(id, copy)));
    }

    @Override
    public void carried(EnvelopeId id, Map<Address, Outcome> outcomes, Consumer<Boolean> answer) {
        inbox.post(_ -> sessions.stream().findFirst().ifPresentOrElse(v -> v.carried(id, outcomes, answer),
                () -> answer.accept(false)));
    }

    @Override
    public void opened(Consumer<Boolean> answer) {
        inbox.post(_ -> answer.accept(!sessions.isEmpty()));
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        inbox.post(_ -> holding(id).ifPresent(v -> v.progress(id, bytes)));
    }

    private Optional<SiteSession> holding(EnvelopeId id) {
        return sessions.stream().filter(v -> v.handedOut().envelope(id).isPresent()).findFirst();
    }

    /** Told of the first route; there is one session, whatever the number of routes. */
    @Override
    public void figures(SessionFigures figures) {
        inbox.post(_ -> sessions.stream().findFirst().ifPresent(v -> v.figures(figures)));
    }

    @Override
    public void ended(Ending ending) {
        inbox.post(_ -> sessions.forEach(v -> v.ended(ending)));
    }
}
