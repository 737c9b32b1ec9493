package org.packetboat.engine.settle;

import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;

/**
 * All that is decided about failure, in one place: what is retried and when, what is returned, what rests. Nothing is
 * ever discarded for a reason that is not understood.
 *
 * <ul>
 * <li>5xx for a recipient: returned to the sender.
 * <li>4xx for a recipient: tried again after one cycle (msfsleep × msfrsleep, or the route's own).
 * <li>452, 421 or "too many recipients" (552, x.5.3) for a recipient where another one of the message was delivered: at
 * once, since the site only had enough for one go.
 * <li>What a carrier has (a disk): when its answer can no longer come, by the carrier's own time.
 * <li>A transfer that broke off: behind everything else of its site, in a session alone. At once if its session had
 * delivered something or it got further than ever before; else after two cycles, longer each time, up to
 * {@value #LONGEST} cycles.
 * <li>A session that was broken off while mail flowed, or at one message: the next one follows at once, up to
 * {@value #PATIENCE} in a row; one that delivered nothing counts for {@value #NOTHING_DELIVERED}. Then the site rests
 * for one cycle.
 * <li>A site that can't be reached, or ends sessions without taking anything: the site rests for one cycle; if that
 * happens again and again, for twice as long each time and a little more, so that sites that failed together are not
 * called together, up to {@value #LONGEST} cycles. Who is dialled rests up to half as long again the first time. But
 * each window has its attempts: there, no rest but the first is longer than an eighth of what is left. Its envelopes
 * are not touched.
 * <li>A site that can't be reached for a reason that will not pass by itself (5xx: a program is missing), or that
 * refuses our login or wants one: it rests for {@value #LONGEST} cycles, since somebody has to do something first.
 * If it wants the login for one message, and again when that goes alone, that counts as a session broken off at it.
 * </ul>
 */
public final class FailurePolicy {
    private static final Duration A_CALL = Duration.ofMinutes(1);
    private static final int LONGEST = 8;
    private static final int DOUBLINGS = 10;
    /** A rest leaves time for so many of its length before the window closes. */
    private static final int ATTEMPTS = 8;
    /** A rest is up to a tenth longer, in so many steps. */
    private static final int SPREAD = 100;
    private static final int PATIENCE = 20;
    private static final int NOTHING_DELIVERED = 5;
    private static final String TOO_MANY = ".5.3";
    private static final String MAILBOX_FULL = "4.2.2";

    private FailurePolicy() {}

    /**
     * What is done about one recipient.
     *
     * @param atOnce   whether a transfer that broke off may be tried again at once: it got further than any before
     *                 it, or mail flowed before it in its session
     * @param attempts how often it was tried before
     */
    public static Disposition decide(Outcome outcome, boolean atOnce, int attempts, Duration cycle, Instant now) {
        return switch (outcome) {
            case Outcome.Delivered(Reply reply, boolean dsnPassed, Handover handover) ->
                new Disposition.Done(reply, dsnPassed, handover);
            case Outcome.Deferred(Reply reply) -> new Disposition.RetryAt(now.plus(cycle), reply);
            case Outcome.Refused(Reply reply) -> new Disposition.Return(reply);
            case Outcome.Carried(Instant until, Reply reply) -> new Disposition.AwaitUntil(until, reply);
            case Outcome.Interrupted(long _, Reply reply) -> new Disposition.RetryAt(
                    atOnce ? now : now.plus(cycle.multipliedBy(Math.min(LONGEST, attempts + 2))), reply);
        };
    }

    /**
     * How long a site rests after a session.
     *
     * @param settled   how many envelopes the session settled
     * @param exhausted whether it left nothing that was due, and nothing it had taken
     * @param goesOn    whether a session that was broken off is followed by another at once
     */
    public static Duration rest(Ending ending, int settled, boolean exhausted, boolean goesOn, Duration cycle) {
        return switch (ending) {
            case Ending.Finished() -> settled > 0 || exhausted ? Duration.ZERO : cycle;
            case Ending.Stopped(String _) -> Duration.ZERO;
            case Ending.Unreached(Reply reply, var _) -> reply.isPermanent() ? longestWait(cycle) : cycle;
            case Ending.LoginRefused(Reply _) -> longestWait(cycle);
            case Ending.TlsRefused(Reply _) -> cycle;
            case Ending.Dropped(Reply _) -> goesOn ? Duration.ZERO : cycle;
        };
    }

    /**
     * How long a site rests that has failed before.
     *
     * @param first  what it rests for the first time
     * @param before how often in a row it has failed before, in this window
     * @param left   of its window
     * @param who    spreads sites that failed together: the same for a site each time
     */
    public static Duration again(Duration first, int before, Duration cycle, Duration left, int who) {
        if (before == 0) return first;
        Duration doubled = first.multipliedBy(1L << Math.min(before, DOUBLINGS));
        Duration most = shorter(longestWait(cycle), left.dividedBy(ATTEMPTS));
        Duration rest = most.compareTo(first) < 0 ? first : shorter(doubled, most);
        return rest.plus(rest.multipliedBy(Math.floorMod(31 * who + before, SPREAD)).dividedBy(10L * SPREAD));
    }

    /**
     * How long a site rests that is dialled, when it has failed for the first time: up to half as long again. Two that
     * dialled each other find each other engaged, and would do so again if both rested for a cycle.
     *
     * @param who differs on both sides: made of whom each of them calls
     */
    public static Duration firstOnLine(Duration first, int who) {
        int mixed = who * 0x9E3779B9;
        return first.plus(first.multipliedBy(Math.floorMod(mixed ^ mixed >>> 15, SPREAD)).dividedBy(2L * SPREAD));
    }

    /**
     * The same, by whose turn it is of two that may have dialled each other: who gives way rests half as long again and
     * a minute more. That is later than the other's call whatever {@link #firstOnLine} and {@link #again} add to it, by
     * more than a modem takes until the other one hears it ring.
     *
     * @param rest     what both rest without that
     * @param givesWay whether the other one comes first
     */
    public static Duration inTurn(Duration rest, boolean givesWay) {
        return givesWay ? rest.plus(rest.dividedBy(2)).plus(A_CALL) : rest;
    }

    /**
     * Of several rests the first that is over before the window closes, else the last: what is added to a rest so that
     * two calls do not meet is no reason to give the last call of a window away.
     *
     * @param left  of the window
     * @param rests the best first; at least one
     */
    public static Duration beforeClose(Duration left, Duration... rests) {
        for (Duration rest : rests)
            if (rest.compareTo(left) < 0) return rest;
        return rests[rests.length - 1];
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Whether a reply says that the site had enough for this time, rather than that it can't take the mail. */
    static boolean meansEnough(Reply reply) {
        boolean tooMany = reply.code() == 552 || reply.status().endsWith(TOO_MANY);
        return reply.code() == 421 || reply.code() == 452 && !reply.status().equals(MAILBOX_FULL) || tooMany;
    }

    /** How much was put up with: so much before, and a session that was broken off. @param flowed if it delivered */
    public static int brokenOff(int before, boolean flowed) {
        return before + (flowed ? 1 : NOTHING_DELIVERED);
    }

    /** Whether the next session follows at once after that. */
    public static boolean goesOn(int brokenOff) {
        return brokenOff <= PATIENCE;
    }

    /** No envelope waits longer than this for its next attempt. */
    public static Duration longestWait(Duration cycle) {
        return cycle.multipliedBy(LONGEST);
    }

    /** How long a domain is left alone whose mail a session has that began before its routes were changed. */
    public static Duration domainRest() {
        return Duration.ofSeconds(1);
    }

    /**
     * How long a site is not dialled after a call with it: both modems have to hang up and to be made ready first.
     *
     * @param called whether it was the site that called: it goes first, lest both dial at the same moment
     * @param cycle  after which the site would be tried again if it failed: no longer than that
     */
    public static Duration lineRest(boolean called, Duration cycle) {
        return shorter(cycle, Duration.ofSeconds(called ? 40 : 10));
    }

    /** How long the store is left alone after it failed to take a batch. */
    public static Duration storeRest() {
        return Duration.ofSeconds(5);
    }
}
