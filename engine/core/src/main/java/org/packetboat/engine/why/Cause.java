package org.packetboat.engine.why;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.calls.LimitReached;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.site.SiteState;

/** Why an envelope does not go now. Of several causes it is the one that ends last. */
public sealed interface Cause {
    /** It is being sent. */
    record Sending() implements Cause {}

    /** An operator holds it. */
    record Held() implements Cause {}

    /** An operator holds its domain, or everything. @param rule a domain, or ALL */
    record HeldByRule(String rule) implements Cause {}

    /** No route serves its domain. */
    record NoRoute() implements Cause {}

    /** The machine's clock can't be right, so that windows stay shut. */
    record WrongClock() implements Cause {}

    /** Its sender wants it sent later. */
    record NotBefore(Instant at) implements Cause {}

    /** The stage of its big send has not begun. */
    record ForItsStage() implements Cause {}

    /** It is never a reason for a call: it goes along in the next session with its site, whoever calls. */
    record GoesAlong() implements Cause {}

    /** A carrier has it, as its last reply says; it is sent again then, if no answer has come. */
    record Carried(Instant until) implements Cause {}

    /** It was tried, and is tried again then. */
    record Retry(Instant at) implements Cause {}

    /** The window of its route never opens again. */
    record NeverOpens() implements Cause {}

    /**
     * It is large mail, and has windows of its own.
     *
     * @param most the largest message that would not wait for them, in bytes
     * @param name of the window
     */
    record ForLargeMail(Instant opens, long most, String name) implements Cause {}

    /**
     * It is mail of low priority, for which its site is called only while a window of its own is open.
     *
     * @param below its priority is lower than this
     * @param name  of the window
     */
    record ForItsGrade(Instant opens, int below, String name) implements Cause {}

    /**
     * It is large mail that was offered, and nobody has asked for it.
     *
     * @param most the largest message that is sent without being asked for, in bytes
     */
    record Offered(long most) implements Cause {}

    /** The window of its route is closed. */
    record Closed(Instant opens) implements Cause {}

    /** Its site has failed, and is left alone. */
    record Resting(Instant until, Optional<Reply> why) implements Cause {}

    /** No more calls may be made. */
    record Limited(LimitReached limit) implements Cause {}

    /** All hosts of its site are down. */
    record Down(Reply why) implements Cause {}

    /** A session with its site is under way; it goes when those before it have gone. */
    record Behind() implements Cause {}

    /** A call now would be dearer than one from then on, or nothing is planned yet. */
    record Cheaper(Instant at) implements Cause {}

    /** Others have the line. */
    record Turn(List<String> others) implements Cause {}

    /** The disk does not take what became of mail, so nothing is sent. */
    record Disk() implements Cause {}

    /** This machine of a hub can't know now that it alone may send: brokers don't answer, or it owns since moments. */
    record NoLease() implements Cause {}

    /** Nothing: it goes with the next step. */
    record Now() implements Cause {}

    /** Why a site that has mail is not sent any of it now. */
    static Cause of(SiteStanding site) {
        if (site.isStuck()) return new Disk();
        if (!site.maySend()) return new NoLease();
        if (site.inSession()) return new Behind();
        return switch (site.state()) {
            case SiteState.Down(Reply why) -> new Down(why);
            case SiteState.Unreachable() -> new NeverOpens();
            case SiteState.Closed(Instant opens) -> new Closed(opens);
            case SiteState.Resting(Instant until) -> site.limit().<Cause>map(Limited::new)
                    .orElseGet(() -> new Resting(until, site.lastReply()));
            case SiteState.Waiting(Instant until) -> new Retry(until);
            case SiteState.Ready _ when site.cheaper().isPresent() -> new Cheaper(site.cheaper().get());
            case SiteState.Ready _ -> site.others().isEmpty() ? new Now() : new Turn(site.others());
            case SiteState.Idle(),SiteState.Held() -> new Now();
        };
    }
}
