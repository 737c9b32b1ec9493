package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.calls.CallBook;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallCount;
import org.packetboat.engine.calls.CallMeter;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.RateMeter;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.status.StatusEvent;

/**
 * Has the calls that we make counted: those over lines, which cost something each, and all to sites with limits. What
 * a far side calls is not counted, nor limited. Used by the node only.
 */
final class CallLog {
    private final MailQueue queue;
    private final CallBook book;
    private final OpenSessions sessions;
    private final Map<SiteSession, Long> underWay = new IdentityHashMap<>();
    private Instant marked = Instant.MIN;

    CallLog(MailQueue queue, OpenSessions sessions) {
        this.queue = queue;
        this.book = queue.calls();
        this.sessions = sessions;
    }

    /** Gives a site what limits its calls and messages, if anything does. */
    void limit(Site site) {
        CallBudget budget = site.route().terms().calls();
        if (!budget.equals(CallBudget.NONE)) site.limitedBy(new CallMeter(book, callee(site), budget));
        site.route().terms().maxRate()
                .ifPresent(rate -> site.limitedBy(new RateMeter(book.rates(), site.name(), rate)));
    }

    private static Callee callee(Site site) {
        return Callee.of(site.name(), site.route().transport().number(), site.route().link());
    }

    /** A site is called. */
    void begun(SiteSession session, Instant now) {
        Route route = session.site().route();
        CallBudget budget = route.terms().calls();
        boolean costs = !sessions.isAlwaysUp(route) && !route.transport().perDomain();
        if (!costs && budget.equals(CallBudget.NONE)) return;
        boolean timed = budget.far().minutesPerDay().isPresent() || budget.link().minutesPerDay().isPresent();
        if (!book.isTimed()) marked = now;
        underWay.put(session, book.begin(callee(session.site()), timed));
    }

    /** A session is over. */
    void ended(SiteSession session, Ending ending, Instant now) {
        Optional.ofNullable(underWay.remove(session)).ifPresent(number -> {
            if (ending instanceof Ending.Unreached failed && !failed.isDialled()) book.cancel(number);
            else book.end(number, !(ending instanceof Ending.Unreached));
            session.site().limit().ifPresent(limit -> queue.tell(new StatusEvent.Trouble(now, "site "
                    + session.site().name() + " is not called for a while: " + limit.reply().text())));
        });
    }

    /** When it has to be noted how long calls last so far; empty if that does not matter. */
    Optional<Instant> wake() {
        return book.isTimed() ? Optional.of(marked.plus(CallBook.MARK)) : Optional.empty();
    }

    void step(Instant now) {
        boolean put = marked.isAfter(now); // the clock went back
        if (!put && wake().filter(at -> !at.isAfter(now)).isEmpty()) return;
        marked = now;
        book.mark();
    }

    /** The calls to the site of a route. */
    CallCount count(Route route) {
        return book.count(route.site());
    }
}
