package org.packetboat.engine.load;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.BothOpen;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.site.SiteLoad;

/** What of a site's mail goes in the same windows: that of a grade, or large mail. Used by {@link PlannedMail} only. */
final class MailPart {
    private final Optional<MailGrade> grade;
    private final Optional<Long> above;
    private final Map<Domain, Long> domains = new HashMap<>();
    private Window own;
    private boolean onlyLarge;
    private long mails;
    private Instant by = Instant.MAX;

    /** @param isLarge whether it is mail for which the route has windows of its own */
    MailPart(Route route, Optional<MailGrade> grade, boolean isLarge) {
        this.grade = grade;
        this.above = route.terms().large().filter(_ -> isLarge).map(LargeMail::most);
        this.onlyLarge = isLarge;
        Window large = route.terms().large().filter(_ -> isLarge).map(LargeMail::ownWindow).orElse(Window.ALWAYS);
        this.own = BothOpen.of(large, grade.map(MailGrade::own).orElse(Window.ALWAYS));
    }

    void add(Domain domain, OrderEntry entry) {
        domains.merge(domain, entry.size(), Long::sum);
        mails++;
        if (entry.isReasonToCall()) by = earlier(by, entry.by());
    }

    /** What was not looked at. */
    void addRest(Domain domain, long count, long bytes, Instant due) {
        domains.merge(domain, bytes, Long::sum);
        mails += count;
        by = earlier(by, due);
    }

    private void addAll(MailPart other) {
        other.domains.forEach((domain, bytes) -> domains.merge(domain, bytes, Long::sum));
        mails += other.mails;
        by = earlier(by, other.by);
        own = BothOpen.of(own, other.own);
        onlyLarge &= other.onlyLarge;
    }

    long mails() {
        return mails;
    }

    long bytes() {
        return domains.values().stream().mapToLong(b -> b).sum();
    }

    boolean mayGo(Instant at) {
        return own.isOpen(at);
    }

    /** Whether it could go at some time of an opening of its route. */
    boolean hadTime(Interval opening) {
        return opening.meets(own);
    }

    private Window within(Route route) {
        return BothOpen.of(route.window(), own);
    }

    /** Mail that can go in the same call, whenever that is, needs none of its own. @param from MAX if none can ever */
    static void join(List<MailPart> parts, Route route, Instant from) {
        if (from.equals(Instant.MAX)) return;
        for (int i = parts.size() - 1; i > 0; i--) {
            MailPart low = parts.get(i);
            for (int j = i - 1; j >= 0; j--) {
                MailPart high = parts.get(j);
                if (high.within(route).from(from).filter(open -> low.goesIn(open, from, high.by)).isEmpty()) continue;
                low.addAll(high);
                parts.remove(j);
                i--;
            }
        }
    }

    /** Whether it may go from the begin of an opening on, as long as that lasts or other mail has time. */
    private boolean goesIn(Interval open, Instant from, Instant others) {
        Instant begin = open.open().isAfter(from) ? open.open() : from;
        return own.from(begin).filter(time -> !time.open().isAfter(begin)
                && !time.close().isBefore(earlier(open.close(), others))).isPresent();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** @param first of those of its site: the call for it has the site's name, unless it is for large mail alone */
    SiteLoad of(SiteLoad load, boolean first) {
        String graded = grade.filter(_ -> !first).map(g -> SiteLoad.part(load.name(), g.below())).orElse(load.name());
        String name = above.filter(_ -> onlyLarge).map(most -> SiteLoad.large(graded, most)).orElse(graded);
        Window window = within(load.route());
        Route route = window == load.route().window() ? load.route() : load.route().within(window);
        return new SiteLoad(name, route, bytes(), mails, domains,
                load.by().equals(SiteLoad.UNKNOWN) ? load.by() : by, load.from(), load.able(), load.failing(),
                grade.map(MailGrade::below), load.data());
    }
}
