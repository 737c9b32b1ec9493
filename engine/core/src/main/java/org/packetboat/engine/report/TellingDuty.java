package org.packetboat.engine.report;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.offer.OfferDuty;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.InFlight;

/**
 * Sees to it that others hear of mail: readers of events, the servers that it came from, and to whom large mail is
 * offered. Used by the node only.
 */
public final class TellingDuty {
    private final ReaderDuty readers;
    private final RelayedDuty relayed;
    private final ReportSender reports;
    private final OfferDuty offers;

    /**
     * @param inFlight  what sessions carry now
     * @param policy    the one in force
     * @param routes    the route that a domain's mail takes now
     * @param inSession whether a session with the site of a route is under way
     * @param carriers  settles what a carrier has
     * @param alwaysUp  whether the link of a route is up without a call
     */
    public TellingDuty(MailQueue queue, Inbox inbox, InFlight inFlight, Supplier<Policy> policy,
            Function<Domain, Optional<Route>> routes, CarriedMail carriers, Predicate<Route> inSession,
            Predicate<Route> alwaysUp) {
        this.offers = new OfferDuty(queue, inbox, inFlight, policy, routes);
        this.readers = new ReaderDuty(queue);
        this.relayed = new RelayedDuty(queue, inbox, routes, carriers);
        this.reports = new ReportSender(new ReportSender.Context(queue, inbox, inFlight, policy),
                new ReportSender.Ways(inSession, alwaysUp));
    }

    /** Mail came in for a domain, or may take another route. */
    public void fed(DomainQueue domain, DomainQueue.Arrivals arrivals) {
        offers.fed(domain, arrivals);
    }

    /** Does what is to be done by now. */
    public void step(Instant now) {
        readers.step(now);
        relayed.step(now, reports::isOver);
        reports.step(now);
        offers.step(now);
    }

    /** When it has to be called, if nothing comes in before. */
    public Optional<Instant> wake() {
        return Stream.concat(Stream.of(readers.wake(), relayed.wake(), reports.wake()), offers.wake().stream())
                .min(Instant::compareTo);
    }
}
