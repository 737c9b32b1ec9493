package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.calls.CallMeter;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.site.NextEnvelope;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.status.StatusEvent;

/**
 * Opens sessions: calls a site if it has anything that can go, and answers one that has called us. Used by the node
 * only.
 */
final class SessionOpener {
    private static final Reply NO_LINK = new Reply(451, "4.3.5", "The route's link is not configured");

    private final MailQueue queue;
    private final Sites sites;
    private final CallSlots slots;
    private final OpenSessions sessions;
    private final CallLog calls;
    private final SiteFeeder feeder;
    private final Dispatch dispatch;
    private final SiteSession.Context context;

    /** @param context of the sessions it opens */
    SessionOpener(MailQueue queue, Sites sites, CallSlots slots, OpenSessions sessions, CallLog calls,
            SiteFeeder feeder, Dispatch dispatch, SiteSession.Context context) {
        this.queue = queue;
        this.sites = sites;
        this.slots = slots;
        this.sessions = sessions;
        this.calls = calls;
        this.feeder = feeder;
        this.dispatch = dispatch;
        this.context = context;
    }

    /** Calls a site, if there is anything that can go. @return whether there may be something to do for another one */
    boolean call(CallSlot slot, Site site, Instant now) {
        if (sessions.isFull(site)) {
            sites.serve(site);
            return true;
        }
        if (isBusyElsewhere(site)) {
            site.busyUntil(now.plus(FailurePolicy.domainRest()));
            sites.reschedule(site, now);
            return true;
        }
        if (site.limit().isPresent()) { // by a call to another one since its turn was settled
            sites.reschedule(site, now);
            return true;
        }
        Instant closes = closes(site, now);
        SiteWalk walk = slot.takeLook(site).orElseGet(() -> dispatch.walk(site, now));
        switch (walk.look(now, closes)) {
            case NextEnvelope.Ready _ -> open(slot, site, walk, closes, now);
            case NextEnvelope.Nothing() -> {
                site.nothingUntil(walk.nextDue());
                if (walk.leavesBehind()) site.tried(now);
                if (walk.leftToOthers().isPresent()) {
                    feeder.leaveToOthers(site, walk.leftToOthers().get(), now);
                } else if (site.isPollDue(now)) {
                    open(slot, site, walk, closes, now);
                } else {
                    sites.reschedule(site, now);
                }
            }
            case NextEnvelope.More() -> {
                slot.keepLook(site, walk);
                dispatch.goOn(_ -> {});
                return false;
            }
        }
        return true;
    }

    /** At the close of its window, or when its calls have lasted as long as they may. */
    private static Instant closes(Site site, Instant now) {
        Instant closes = site.closes(now);
        return site.calls().flatMap(CallMeter::most).map(now::plus).filter(closes::isAfter).orElse(closes);
    }

    /** The routes were changed, and a session that began before still has mail of a domain that goes here now. */
    private boolean isBusyElsewhere(Site site) {
        return sessions.all().filter(s -> !s.site().name().equals(site.name()))
                .anyMatch(s -> s.handedOut().envelopes()
                        .anyMatch(e -> site.queues().contains(queue.domain(e.destination()))));
    }

    private void open(CallSlot slot, Site site, SiteWalk walk, Instant closes, Instant now) {
        Optional<Link> link = sessions.link(site.route());
        if (link.isEmpty()) {
            site.unreached(now);
            site.rest(now.plus(site.route().retry()), NO_LINK);
            feeder.reschedule(site, now);
            queue.tell(new StatusEvent.Trouble(now, "route " + site.name() + " goes over link " + site.route().link()
                    + ", which is not configured"));
            return;
        }
        sites.serve(site);
        SiteSession session = SiteSession.calling(context, site, link.get().unsettled(), walk, now, closes);
        site.calls().flatMap(CallMeter::most).ifPresent(most -> session.term().limitedTo(most, now));
        sessions.begin(slot, session);
        calls.begun(session, now);
        queue.tell(new StatusEvent.SessionOpened(now, site.name(), site.route().link()));
        try {
            session.term().started(link.get().open(new Call(site.route(), site.only(), closes, slot.name()), session));
        } catch (RuntimeException e) {
            session.ended(Ending.Unreached.by(e));
        }
    }

    /**
     * The site of a route has called us: everything queued for it goes, window or not, without waiting for retry times.
     *
     * @param link   over which it called
     * @param opened the session under way
     * @return empty if there is a session with it already
     */
    Optional<SiteSession> answer(Route route, String link, Link.Session opened, Instant now) {
        if (sessions.at(route.site()).isPresent()) return Optional.empty();
        Site site = sites.at(route);
        slots.forgetLook(site);
        sites.serve(site);
        site.flush();
        SiteSession session = SiteSession.answering(context, site, link, dispatch.walk(site, now), now);
        session.term().started(opened);
        sessions.add(session);
        calls.answered(session);
        queue.tell(new StatusEvent.SessionOpened(now, site.name(), link));
        return Optional.of(session);
    }
}
