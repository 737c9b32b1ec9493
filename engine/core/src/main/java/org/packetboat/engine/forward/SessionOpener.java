package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.site.NextEnvelope;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.status.StatusEvent;

/** Opens a server's sessions: looks whether a site has anything that can go, and calls it. Used by the node only. */
final class SessionOpener {
    private static final Reply NO_LINK = new Reply(451, "4.3.5", "The route's link is not configured");

    private final Forwarder forwarder;
    private final Sites sites;
    private final MailQueue queue;
    private final Inbox inbox;
    private final Map<String, Link> links;

    SessionOpener(Forwarder forwarder, Sites sites, MailQueue queue, Inbox inbox, Map<String, Link> links) {
        this.forwarder = forwarder;
        this.sites = sites;
        this.queue = queue;
        this.inbox = inbox;
        this.links = links;
    }

    /** Whether a route's link is up now, so that sending costs no call. */
    boolean isUp(Route route) {
        return Optional.ofNullable(links.get(route.link())).filter(link -> link.isUp(route)).isPresent();
    }

    /** Calls a site, if there is anything that can go. @return whether there may be something to do for another one */
    boolean call(CallSlot slot, Site site, Instant now) {
        if (isBusyElsewhere(site)) {
            site.nothingUntil(now.plus(FailurePolicy.domainRest()));
            sites.reschedule(site, now);
            return true;
        }
        Instant closes = site.route().window().from(now).map(Interval::close).orElse(now);
        SiteWalk walk = slot.probe.filter(p -> p.site() == site).map(CallSlot.Probe::walk)
                .orElseGet(() -> forwarder.walk(site));
        slot.probe = Optional.empty();
        switch (walk.look(now, closes)) {
            case NextEnvelope.Ready _ -> open(slot, site, walk, closes, now);
            case NextEnvelope.Nothing() -> {
                site.nothingUntil(walk.nextDue());
                if (walk.leavesCarried()) forwarder.leaveToOthers(site, now);
                else if (site.isPollDue(now)) open(slot, site, walk, closes, now);
                else sites.reschedule(site, now);
            }
            case NextEnvelope.More() -> {
                slot.probe = Optional.of(new CallSlot.Probe(site, walk));
                forwarder.goOn(_ -> {});
                return false;
            }
        }
        return true;
    }

    /** The routes were changed, and a session that began before still has mail of a domain that goes here now. */
    private boolean isBusyElsewhere(Site site) {
        return forwarder.siteSessions().anyMatch(v -> v.handedOut().values().stream()
                .anyMatch(e -> site.queues().contains(queue.domain(e.destination()))));
    }

    private void open(CallSlot slot, Site site, SiteWalk walk, Instant closes, Instant now) {
        Optional<Link> link = Optional.ofNullable(links.get(site.route().link()));
        if (link.isEmpty()) {
            site.rest(now.plus(site.route().retry()), NO_LINK);
            forwarder.reschedule(site, now);
            queue.tell(new StatusEvent.Trouble(now, "route " + site.name() + " goes over link " + site.route().link()
                    + ", which is not configured"));
            return;
        }
        sites.serve(site);
        SiteSession session = SiteSession.calling(forwarder, inbox, site, walk, now, closes);
        slot.current = Optional.of(session);
        queue.tell(new StatusEvent.SessionOpened(now, site.name(), site.route().link()));
        try {
            session.started(link.get().open(new Call(site.route(), site.only(), closes, slot.name()),
                    session));
        } catch (RuntimeException e) {
            session.ended(Ending.Unreached.by(e));
        }
    }
}
