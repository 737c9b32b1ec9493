package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.site.Others;

/**
 * How long a session may go on: to the close of its window, and for its turn while other sites wait. Asks the link to
 * end it then, or when somebody wants it.
 *
 * <p>A message under way may go on after that: for the route's drain-limit after the close, without limit after the
 * turn. But it does not take the time of others. After the close it is cut when the window of other sites opens, or
 * when a site that waits would come too late. After the turn it is cut for such a site only if it takes much longer
 * than its size lets expect. Used by the node only.
 */
final class SessionTerm {
    /** A session ends its turn after this time if another site is ready. */
    static final Duration TURN = Duration.ofMinutes(10);
    /** A session that has had no reply for so long may be parked while others wait. */
    static final Duration QUIET = Duration.ofSeconds(30);
    /** How long before a site would come too late the session before it is cut: the line has to be hung up first. */
    static final Duration HEADWAY = Duration.ofSeconds(30);

    /** How urgently the link was asked to end the session. */
    private enum Stopping {
        NO, DRAIN, CUT
    }

    private final Route route;
    private final boolean answered;
    private Optional<Link.Session> session = Optional.empty();
    private Instant closes;
    private Instant turnEnds;
    /** How long it may last, and when that is over. */
    private Optional<Duration> most = Optional.empty();
    private Instant limit = Instant.MAX;
    /** When the link last did something: a reply came, or a piece of a message has left. */
    private Instant sign;
    /** When all that the link was given should have been answered, reckoned amply. */
    private Instant expected = Instant.MAX;
    private Stopping stopping = Stopping.NO;
    private boolean aborted;
    private boolean outOfTurn;
    private boolean othersWait;

    private SessionTerm(Route route, boolean answered, Instant began, Instant closes, Instant turnEnds) {
        this.route = route;
        this.answered = answered;
        this.sign = began;
        this.closes = closes;
        this.turnEnds = turnEnds;
    }

    /** We call the site. @param closes when its window does */
    static SessionTerm calling(Route route, Instant began, Instant closes) {
        return new SessionTerm(route, false, began, closes, began.plus(TURN));
    }

    /** The site has called us: that is its turn, however long, and no window of ours closes on it. */
    static SessionTerm answering(Route route, Instant began) {
        return new SessionTerm(route, true, began, Instant.MAX, Instant.MAX);
    }

    /** It may last no longer than this: then it ends as at the close of its window. */
    void limitedTo(Duration longest, Instant now) {
        most = Optional.of(longest);
        limit = now.plus(longest);
        if (limit.isBefore(closes)) closes = limit;
    }

    /** It may last to the close of its window. */
    void unlimited() {
        most = Optional.empty();
        limit = Instant.MAX;
    }

    /** It is the link's now. */
    void started(Link.Session opened) {
        session = Optional.of(opened);
    }

    /** The link has done something. */
    void sign(Instant now) {
        sign = now;
    }

    /** The link was given mail. @param takes how long all that it has not answered takes */
    void expects(Duration takes, Instant now) {
        expected = now.plus(takes).plus(takes.dividedBy(2)).plus(QUIET);
    }

    /** Whether its time is over, and it goes on for what is under way only. */
    boolean isInOvertime() {
        return stopping == Stopping.DRAIN;
    }

    /** Whether it has waited long for a reply. */
    boolean isQuiet(Instant now) {
        return !now.isBefore(quietAt());
    }

    /** When it will have waited long, if no reply comes. */
    Instant quietAt() {
        return sign.plus(QUIET);
    }

    Instant closes() {
        return closes;
    }

    /** Whether it is to take no more mail. */
    boolean isOver(Instant now) {
        return isStopping() || !now.isBefore(closes);
    }

    private boolean isStopping() {
        return stopping != Stopping.NO;
    }

    /** Asks the link to end the session, if that was not asked before, or less urgently. */
    void stop(boolean cut, String why) {
        Stopping asked = cut ? Stopping.CUT : Stopping.DRAIN;
        if (asked.compareTo(stopping) <= 0) return;
        stopping = asked;
        session.ifPresent(s -> s.stop(cut, why));
    }

    /** There is mail for it that the link may not have been offered. */
    void mailWaits(Priority highest) {
        session.ifPresent(s -> s.mailWaits(highest));
    }

    /** It sends no faster than this from now on. */
    void throttled(Optional<Long> bytesPerSecond) {
        session.ifPresent(s -> s.throttled(bytesPerSecond));
    }

    /** Others wait for their turn: the link need not hold its line for mail that may come. Told once. */
    void othersWait() {
        if (othersWait || session.isEmpty()) return;
        othersWait = true;
        session.get().othersWait();
    }

    /** The operator ends it, in the middle of anything. */
    void abort() {
        aborted = true;
        stop(true, "the operator ended it");
    }

    boolean isAborted() {
        return aborted;
    }

    /** Whether it had to give way to others. */
    boolean isOutOfTurn() {
        return outOfTurn && !aborted;
    }

    /** Ends the session if its time is over: the window has closed, or others wait and it has had its turn. */
    void stopInTime(Instant now, Others others) {
        if (!now.isBefore(closes)) {
            stop(route.atClose() == AtClose.CUT, why());
            if (!now.isBefore(ends())) stop(true, why() + ", and its drain-limit is over");
            if (others.haveOpenedSince(closes)) stop(true, why() + ", and " + theirs() + " of other sites has opened");
        } else if (!others.areNone() && !now.isBefore(turnEnds)) {
            outOfTurn = true;
            stop(false, "other sites are waiting");
        }
        if (isInOvertime() && !now.isBefore(yieldsFrom()) && isPressed(others, now))
            stop(true, "its time is over, and other sites would come too late");
    }

    private String why() {
        return closes.isBefore(limit) ? "the window closed" : "it has lasted as long as its limits allow";
    }

    private String theirs() {
        return closes.isBefore(limit) ? "that" : "the window";
    }

    /** The time from which on a message under way gives way to sites that would come too late. */
    private Instant yieldsFrom() {
        return expected.isBefore(closes) ? expected : closes;
    }

    private static boolean isPressed(Others others, Instant now) {
        return others.latest(now).filter(latest -> !latest.isAfter(now.plus(HEADWAY))).isPresent();
    }

    /** When {@link #stopInTime} has something to do next; {@link Instant#MAX} if never. */
    Instant wake(Instant now, Others others) {
        if (stopping == Stopping.CUT) return Instant.MAX;
        if (!isStopping()) return !others.areNone() && turnEnds.isBefore(closes) ? turnEnds : closes;
        Instant close = now.isBefore(closes) ? closes : ends();
        return others.latest(now.plus(HEADWAY)).map(latest -> latest.minus(HEADWAY))
                .map(at -> at.isBefore(yieldsFrom()) ? yieldsFrom() : at).filter(close::isAfter).orElse(close);
    }

    /** When even a message under way is cut. */
    private Instant ends() {
        return closes.equals(Instant.MAX) ? Instant.MAX : closes.plus(route.drainLimit());
    }

    /** The clock went back: its turn lasts no longer for that. */
    void clockWentBack(Instant now) {
        if (!answered && turnEnds.isAfter(now.plus(TURN))) turnEnds = now.plus(TURN);
        if (sign.isAfter(now)) sign = now;
        most.map(now::plus).filter(limit::isAfter).ifPresent(earlier -> {
            limit = earlier;
            closesAt(closes);
        });
        expected = Instant.MAX;
    }

    /** The window closes at another time now, because the schedule changed. */
    void closesAt(Instant time) {
        if (!answered) closes = time.isAfter(limit) ? limit : time;
    }

    /** Whether a route over this link leads where the session leads. @param link the link the session goes over */
    boolean goesBy(Route changed, String link) {
        return changed.transport().equals(route.transport()) && (answered || changed.link().equals(link));
    }
}
