package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.Sites;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.tariff.Money;

/**
 * What follows from the end of a session: its untried mail waits again, its site rests if it failed, and a line that
 * reaches nobody leaves its sites to other servers. Used by the node only.
 */
final class SessionCloser implements SiteSession.Closer {
    private static final Reply ABORTED = new Reply(450, "4.3.2", "The operator ended the last session");

    private static final Reply NOTHING_TAKEN = new Reply(450, "4.4.2", "the site took no mail in its turn");

    private final MailQueue queue;
    private final Sites sites;
    private final CallSlots slots;
    private final OpenSessions sessions;
    private final CallLog calls;
    private final SiteFeeder feeder;
    private final Dispatch dispatch;
    private final NextHopForecast forecast;
    private final KnownReplies replies = new KnownReplies();

    SessionCloser(MailQueue queue, Sites sites, CallSlots slots, OpenSessions sessions, CallLog calls,
            SiteFeeder feeder, Dispatch dispatch, NextHopForecast forecast) {
        this.queue = queue;
        this.sites = sites;
        this.slots = slots;
        this.sessions = sessions;
        this.calls = calls;
        this.feeder = feeder;
        this.dispatch = dispatch;
        this.forecast = forecast;
    }

    @Override
    public void ended(SiteSession session, Ending ending, Instant now) {
        Optional<CallSlot> slot = sessions.remove(session);
        long billed = calls.ended(session, ending, now);
        dispatch.giveBack(session.handedOut().envelopes());
        Site site = session.site();
        sites.named(site.name()).flatMap(Site::rate)
                .ifPresent(meter -> session.handedOut().times().forEach(meter::takeBack));
        forecast.ended(site.route(), now);
        Ending blamed = blamed(session, ending);
        boolean lives = site.route().handsOver() && isSignOfLife(session, blamed)
                && feeder.machineLives(site.route(), now);
        if (!sessions.isAlwaysUp(site.route())) leaveLine(site, slot.isEmpty(), now);
        sites.named(site.name()).ifPresent(s -> judge(s, session, blamed, now));
        slot.ifPresent(s -> {
            boolean silent = sites.named(site.name()).filter(one -> isSilent(one, s, blamed)).isPresent();
            if (!silent) judge(s, session, blamed, now);
        });
        boolean dead = site.route().handsOver() && isDead(session, blamed);
        if (dead) sites.machines().unreached(site.route(), site.restsUntil());
        if (dead || lives) {
            feeder.reconsiderAll(now);
            sites.regroup(now); // other sites are next now
        }
        queue.tell(new StatusEvent.SessionEnded(now, site.name(), session.link(),
                Duration.between(session.began(), now), session.tally().settled(), session.tally().bytes(),
                Endings.describe(ending), session.tally().figures(),
                slot.flatMap(_ -> charge(session, ending, billed, now))));
    }

    /**
     * What a call of ours cost: from when it was answered, by the tariff of that time, and by what went over the line
     * beyond a month's data.
     */
    private static Optional<Money> charge(SiteSession session, Ending ending, long bytes, Instant now) {
        Optional<Instant> from = session.tally().connected().filter(_ -> !(ending instanceof Ending.Unreached));
        return from.flatMap(at -> session.tariff().map(tariff -> tariff.charge(at, Duration.between(at, now), bytes)));
    }

    /** Notes whether a site answered. @return whether it has answered none of several servers: no line is to blame */
    private static boolean isSilent(Site site, CallSlot slot, Ending ending) {
        if (ending instanceof Ending.Unreached) return site.silentTo(slot.name());
        site.answered();
        return false;
    }

    /** A machine of the hub that can't be reached for one site can't be for the others: they need not find that out. */
    private static boolean isDead(SiteSession session, Ending ending) {
        return ending instanceof Ending.Unreached && session.tally().settled() == 0;
    }

    /** Where a session ends in the middle, its machine may have died since it last said something. */
    private static boolean isSignOfLife(SiteSession session, Ending ending) {
        return switch (ending) {
            case Ending.Stopped _, Ending.Dropped _ -> false;
            default -> !isDead(session, ending);
        };
    }

    /** Whoever was called can't take the next call yet, and a modem that hears it ring for nothing costs a minute. */
    private void leaveLine(Site site, boolean called, Instant now) {
        if (!(site.route().transport() instanceof Transport.Uucp)) return;
        sites.named(site.name())
                .ifPresent(s -> s.busyUntil(now.plus(FailurePolicy.lineRest(called, site.route().retry()))));
    }

    @Override
    public void took(SiteSession session, Instant now) {
        Site site = session.site();
        if (!sessions.isFull(site)) sites.named(site.name()).ifPresent(s -> sites.reschedule(s, now));
    }

    /**
     * A session that ended at a message damaged on our disk is not the site's fault: it need not rest for it. Nor does
     * it keep us out where it wants a login for one message, again.
     */
    private Ending blamed(SiteSession session, Ending ending) {
        boolean ours = session.handedOut().envelopes().anyMatch(e -> queue.isUnreadable(e.id().message()));
        if (ours) return new Ending.Stopped("a message is damaged on disk");
        if (ending instanceof Ending.LoginRefused(Reply reply) && session.tally().brokeOffAtSuspect()) {
            return new Ending.Dropped(reply);
        }
        return session.hasWastedItsTurn() ? new Ending.Unreached(NOTHING_TAKEN) : ending;
    }

    /** Whether the site answered, and took none of the mail that waits: that was an attempt, too. */
    private static boolean tookNothing(SiteSession session, Ending ending) {
        boolean over = ending instanceof Ending.Dropped || ending instanceof Ending.Finished && !session.isExhausted();
        return over && session.tally().settled() == 0 && !session.term().isAborted();
    }

    /** Only what mail goes through one by one shows whether it flowed, or at which message it broke off. */
    private static boolean goesOn(Site site, SiteSession session, Ending ending) {
        boolean known = !(site.route().transport() instanceof Transport.Uucp)
                && (session.tally().hasDelivered() || session.tally().brokeOffAtMail());
        return ending instanceof Ending.Dropped && known && site.goesOn(session.tally().hasDelivered());
    }

    private void judge(Site site, SiteSession session, Ending ending, Instant now) {
        boolean goesOn = goesOn(site, session, ending);
        Duration rest = FailurePolicy.rest(ending, session.tally().settled(), session.isExhausted(), goesOn,
                site.route().retry());
        remedy(ending).ifPresent(remedy -> tellOperator(site, ending, remedy, now));
        if (ending instanceof Ending.Unreached || remedy(ending).isPresent()) unreached(site, ending, now);
        if (session.leavesBehind() || tookNothing(session, ending)) site.tried(now);
        if (session.term().isAborted()) {
            site.rest(now.plus(site.route().retry()), ABORTED);
        } else if (goesOn) {
            site.goOn(reply(ending));
        } else if (rest.isZero()) {
            site.reached(now);
        } else {
            // Whoever answered for a mail is reached, and gets further each time maybe: that is no longer rest.
            if (session.tally().settled() == 0) site.failed(rest, reply(ending), givesWay(ending), now);
            else site.rest(now.plus(rest), reply(ending));
        }
        site.nothingUntil(session.nextDue().orElse(Instant.MIN));
        if (session.isExhausted()) site.flushDone();
        scheduleAnew(site, session.leftToOthers(), now);
    }

    private static boolean givesWay(Ending ending) {
        return ending instanceof Ending.Unreached unreached && unreached.givesWay();
    }

    /** Each failed call is in the log; of a site that stays away for nights somebody has to hear. */
    private void unreached(Site site, Ending ending, Instant now) {
        site.unreached(now);
        site.nightsToTell().ifPresent(nights -> queue.tell(new StatusEvent.Trouble(now, "site " + site.name()
                + " was not reached " + nights + " nights running over link " + site.route().link()
                + ", so its mail waits: " + Endings.reply(ending) + ". Remedy: look after line, number and far side")));
    }

    private Reply reply(Ending ending) {
        return replies.same(Endings.reply(ending));
    }

    /** What can't be read of its queues now keeps no site from being called again. */
    private void scheduleAnew(Site site, Optional<Reply> leftToOthers, Instant now) {
        try {
            leftToOthers.ifPresentOrElse(why -> feeder.leaveToOthers(site, why, now),
                    () -> feeder.reschedule(site, now));
        } catch (StoreException unread) {
            dispatch.unreadable(site, unread, now);
            sites.reschedule(site, now);
        }
    }

    /** What somebody has to do before there can be a session, if so. */
    private static Optional<String> remedy(Ending ending) {
        return switch (ending) {
            case Ending.LoginRefused _ -> Optional.of("check login and password of its route");
            case Ending.TlsRefused _ -> Optional.of("check tls, ca-file, fingerprints and certificate of its route");
            case Ending.Unreached(Reply reply, var _) when reply.isPermanent() -> Optional.of("do what this says");
            case Ending.Finished _, Ending.Unreached _, Ending.Dropped _, Ending.Stopped _ -> Optional.empty();
        };
    }

    /** Told once, not after each session that ends in the same way. */
    private void tellOperator(Site site, Ending ending, String remedy, Instant now) {
        if (site.lastReply().filter(Endings.reply(ending)::equals).isPresent()) return;
        String what = ending instanceof Ending.Unreached ? " can't be reached" : " does not let us in";
        queue.tell(new StatusEvent.Trouble(now, "site " + site.name() + what + ", so its mail waits: "
                + Endings.reply(ending) + ". Remedy: " + remedy + ", then packetboat flush"));
    }

    /**
     * If the line reaches nobody, its sites are left to other servers, if those have a line that may be well, and need
     * not rest for it.
     */
    private void judge(CallSlot slot, SiteSession session, Ending ending, Instant now) {
        if (!sessions.isOverLine(session)) return;
        Route route = session.site().route();
        Set<String> blamed = slots.ended(slot, session, ending, now);
        if (blamed.isEmpty() || !slots.isCarried(route, now)) return;
        queue.tell(new StatusEvent.Trouble(now, "server " + slot.name() + " reaches nobody over link " + session.link()
                + "; others take over for a while"));
        blamed.stream().map(sites::named).flatMap(Optional::stream).forEach(Site::cleared);
        blamed.stream().map(sites::named).flatMap(Optional::stream).forEach(s -> sites.reschedule(s, now));
        slots.regrouped(now);
        sites.regroup(now);
    }
}
