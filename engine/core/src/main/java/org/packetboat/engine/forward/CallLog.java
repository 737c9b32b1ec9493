package org.packetboat.engine.forward;

import java.time.Duration;
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
import org.packetboat.engine.calls.CarriedData;
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
    private final Map<SiteSession, CarriedData> metered = new IdentityHashMap<>();
    /** When each began, in age time: the machine's clock may be put right while it lasts. */
    private final Map<SiteSession, Instant> begun = new IdentityHashMap<>();
    private Instant marked = Instant.MIN;

    CallLog(MailQueue queue, OpenSessions sessions) {
        this.queue = queue;
        this.book = queue.calls();
        this.sessions = sessions;
    }

    /** Gives a site what limits its calls and messages, if anything does. */
    void limit(Site site) {
        limit(site, site.route());
    }

    private void limit(Site site, Route route) {
        CallBudget budget = route.terms().calls();
        if (!budget.equals(CallBudget.NONE) || site.calls().isPresent())
            site.limitedBy(new CallMeter(book, callee(site.name(), route), budget));
        Optional<RateMeter> rate = route.terms().maxRate().map(most -> new RateMeter(book.rates(), site.name(), most));
        if (rate.isPresent() || site.rate().isPresent()) site.handedBy(rate);
    }

    private static Callee callee(String site, Route route) {
        return Callee.of(site, route.transport().number(), route.link());
    }

    /** A site is called. */
    void begun(SiteSession session, Instant now) {
        Route route = session.site().route();
        CallBudget budget = route.terms().calls();
        begun.put(session, queue.clock().now(now));
        boolean costs = !sessions.isAlwaysUp(route) && !route.transport().perDomain();
        if (!costs && budget.equals(CallBudget.NONE)) return;
        if (!isMarked()) marked = now;
        if (budget.isMetered()) meter(session, route);
        underWay.put(session, book.begin(callee(session.site().name(), route), isTimed(budget)));
    }

    private static boolean isTimed(CallBudget budget) {
        return budget.far().minutesPerDay().isPresent() || budget.link().minutesPerDay().isPresent();
    }

    /** A site has called us: its bytes count, where its link is metered. */
    void answered(SiteSession session) {
        Route route = session.site().route();
        if (route.terms().calls().isMetered() && session.link().equals(route.link())) meter(session, route);
    }

    private void meter(SiteSession session, Route route) {
        metered.put(session, new CarriedData(book.data(), callee(session.site().name(), route), route.terms().calls(),
                session.tally().carried()));
    }

    /**
     * The routes have changed: what limits calls now limits this one, too, from now on. By which tariff it is charged
     * is settled when it is answered.
     *
     * @param route the one that it goes by now
     */
    void rerouted(SiteSession session, Route route, Instant now) {
        limit(session.site(), route);
        session.term().throttled(route.terms().throttle());
        if (session.link().equals(route.link())) meterAnew(session, route, now);
        if (session.hasCalledUs()) return;
        session.chargedBy(route.terms().tariff());
        CallBudget budget = route.terms().calls();
        if (!isMarked()) marked = now;
        Optional<Long> number = Optional.ofNullable(underWay.get(session));
        if (number.isPresent() && isTimed(budget)) book.time(number.get());
        if (number.isEmpty() && !budget.equals(CallBudget.NONE))
            underWay.put(session, book.begin(callee(session.site().name(), route), isTimed(budget)));
        Instant age = queue.clock().now(now);
        Duration lasted = Duration.between(begun.getOrDefault(session, age), age);
        session.site().calls().flatMap(meter -> meter.most(lasted)).ifPresentOrElse(
                most -> session.term().limitedTo(most, now), session.term()::unlimited);
    }

    private void meterAnew(SiteSession session, Route route, Instant now) {
        CallBudget budget = route.terms().calls();
        if (metered.containsKey(session)) {
            count(session, now);
            metered.get(session).limitedBy(callee(session.site().name(), route), budget);
        } else if (budget.isMetered()) {
            meter(session, route);
        }
    }

    private void count(SiteSession session, Instant now) {
        CarriedData data = metered.get(session);
        if (session.tally().carried() == data.all()) return;
        List<DataUse> uses = data.uses(now);
        long more = data.carried(session.tally().carried(), now);
        uses.stream().filter(use -> use.left() > 0 && use.data().beyond() == MonthlyData.Beyond.PAY)
                .filter(use -> use.left() <= more).forEach(use -> queue.tell(new StatusEvent.Trouble(now, "the "
                        + use.data().megabytes() + " MB of " + use.of() + " are used up; until " + use.until()
                        + " data cost what the tariff says")));
    }

    /** What is used of a month's data, of a site's link and number. */
    List<DataUse> uses(String site, Route route, Instant now) {
        return book.data().uses(callee(site, route), route.terms().calls(), now).toList();
    }

    /** A session is over. @return the bytes that are to be paid for */
    long ended(SiteSession session, Ending ending, Instant now) {
        begun.remove(session);
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

    /** The months' data that count the calls to the site of a route, those first of which least is left. */
    List<DataUse> data(Route route, Instant now) {
        return uses(route.site(), route, now).stream().sorted(Comparator.comparingLong(DataUse::left)).toList();
    }

    /** The calls to the site of a route. */
    CallCount count(Route route) {
        return book.count(route.site());
    }
}
