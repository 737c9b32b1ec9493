package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.calls.CallBook;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallCount;
import org.packetboat.engine.calls.CallMeter;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
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
    /** Sessions over metered links, whoever called. */
    private final Map<SiteSession, Carried> metered = new IdentityHashMap<>();
    private Instant marked = Instant.MIN;

    /**
     * What is counted of a session so far.
     *
     * @param all    bytes
     * @param billed of them, those beyond what a month includes
     */
    private record Carried(long all, long billed) {}

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
        if (!isMarked()) marked = now;
        if (budget.isMetered()) metered.put(session, new Carried(0, 0));
        underWay.put(session, book.begin(callee(session.site()), timed));
    }

    /** A site has called us: its bytes count, where its link is metered. */
    void answered(SiteSession session) {
        Route route = session.site().route();
        if (route.terms().calls().isMetered() && session.link().equals(route.link()))
            metered.put(session, new Carried(0, 0));
    }

    private void count(SiteSession session, Instant now) {
        Site site = session.site();
        Carried before = metered.get(session);
        long more = session.tally().carried() - before.all();
        if (more == 0) return;
        List<DataUse> uses = uses(site.name(), site.route(), now);
        long billed = book.data().carried(callee(site), site.route().terms().calls(), more, now);
        metered.put(session, new Carried(before.all() + more, before.billed() + billed));
        uses.stream().filter(use -> use.left() > 0 && use.data().beyond() == MonthlyData.Beyond.PAY)
                .filter(use -> use.left() <= more).forEach(use -> queue.tell(new StatusEvent.Trouble(now, "the "
                        + use.data().megabytes() + " MB of " + use.of() + " are used up; until " + use.until()
                        + " data cost what the tariff says")));
    }

    /** What is used of a month's data, of a site's link and number. */
    List<DataUse> uses(String site, Route route, Instant now) {
        Callee callee = Callee.of(site, route.transport().number(), route.link());
        return book.data().uses(callee, route.terms().calls(), now).toList();
    }

    /** A session is over. @return the bytes that are to be paid for */
    long ended(SiteSession session, Ending ending, Instant now) {
        long billed = session.tally().carried();
        if (metered.containsKey(session)) {
            count(session, now);
            billed = metered.remove(session).billed();
            book.data().write();
        }
        over(session, ending, now);
        return billed;
    }

    private void over(SiteSession session, Ending ending, Instant now) {
        Optional.ofNullable(underWay.remove(session)).ifPresent(number -> {
            if (ending instanceof Ending.Unreached failed && !failed.isDialled()) book.cancel(number);
            else book.end(number, !(ending instanceof Ending.Unreached));
            session.site().limit().ifPresent(limit -> queue.tell(new StatusEvent.Trouble(now, "site "
                    + session.site().name() + " is not called for a while: " + limit.reply().text())));
        });
    }

    /** When it has to be noted how long calls last so far; empty if that does not matter. */
    Optional<Instant> wake() {
        return isMarked() ? Optional.of(marked.plus(CallBook.MARK)) : Optional.empty();
    }

    private boolean isMarked() {
        return book.isTimed() || !metered.isEmpty();
    }

    void step(Instant now) {
        List.copyOf(metered.keySet()).forEach(session -> count(session, now));
        boolean put = marked.isAfter(now); // the clock went back
        if (!put && wake().filter(at -> !at.isAfter(now)).isEmpty()) return;
        marked = now;
        book.mark();
        book.data().write();
    }

    /** Of several months' data that count the calls to the site of a route, those of which least is left. */
    Optional<DataUse> data(Route route, Instant now) {
        return uses(route.site(), route, now).stream().min(Comparator.comparingLong(DataUse::left));
    }

    /** The calls to the site of a route. */
    CallCount count(Route route) {
        return book.count(route.site());
    }
}
