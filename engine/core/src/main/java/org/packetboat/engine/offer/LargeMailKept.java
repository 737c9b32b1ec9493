package org.packetboat.engine.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.forward.ForwarderStatus;
import org.packetboat.engine.forward.RouteBacklog;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.site.SiteLoad;

/**
 * The large mail that does not go with the rest: it waits for windows of its own, or to be asked for. Who plans a night
 * leaves it out, and nobody is missed for it. Of each domain the first {@value #MOST} places are looked at.
 */
public final class LargeMailKept {
    private static final int MOST = 1000;
    /** What a night is, where the window of a route never closes. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private final MailQueue queue;

    public LargeMailKept(MailQueue queue) {
        this.queue = queue;
    }

    /** How many, of how many bytes together. */
    private record Kept(long mails, long bytes) {}

    /** What waits for sites, without large mail that does not go in the window that is open or opens next. */
    public List<SiteLoad> loads(ForwarderStatus status, Instant now) {
        return status.loads(now).stream().map(load -> load.route().terms().large().map(large -> left(load, large, now))
                .orElse(load)).filter(load -> load.mails() > 0).toList();
    }

    private SiteLoad left(SiteLoad load, LargeMail large, Instant now) {
        if (goesNext(large, load.route(), now)) return load;
        Map<Domain, Long> domains = new HashMap<>(load.domains());
        long mails = load.mails();
        for (Domain domain : load.domains().keySet()) {
            Kept kept = kept(domain, large);
            mails -= kept.mails();
            domains.computeIfPresent(domain, (_, bytes) -> bytes > kept.bytes() ? bytes - kept.bytes() : null);
        }
        return new SiteLoad(load.name(), load.route(), domains.values().stream().mapToLong(b -> b).sum(), mails,
                domains, load.by(), load.from(), load.able(), load.failing());
    }

    /** What waits for a route that has just closed, without what could not have gone. */
    public RouteBacklog without(Route route, ForwarderStatus status, Instant closed) {
        Optional<LargeMail> large = route.terms().large()
                .filter(l -> !(l instanceof LargeMail.InWindow own) || !own.own().isOpen(closed.minusMillis(1)));
        return status.backlog(route, closed).without(large.map(l -> status.waiting(route).stream()
                .mapToLong(domain -> kept(domain, l).mails()).sum()).orElse(0L));
    }

    private static boolean goesNext(LargeMail large, Route route, Instant now) {
        if (!(large instanceof LargeMail.InWindow own)) return false;
        Instant closes = route.window().from(now).map(Interval::close).filter(now.plus(A_DAY)::isAfter)
                .orElse(now.plus(A_DAY));
        return own.window().from(now).filter(next -> next.open().isBefore(closes)).isPresent();
    }

    private Kept kept(Domain domain, LargeMail large) {
        if (queue.domain(domain).largestAtMost() <= large.most()) return new Kept(0, 0);
        OrderCursor walk = queue.walk(domain);
        long mails = 0;
        long bytes = 0;
        for (int i = 0; i < MOST && walk.peek().isPresent(); i++, walk.skip()) {
            OrderEntry entry = walk.peek().get();
            if (!large.isLarge(entry.size()) || !isKept(entry, large)) continue;
            mails++;
            bytes += entry.size();
        }
        return new Kept(mails, bytes);
    }

    private boolean isKept(OrderEntry entry, LargeMail large) {
        return large instanceof LargeMail.InWindow
                || queue.envelope(entry.id()).filter(e -> isOffered(e, large)).isPresent();
    }

    private boolean isOffered(Envelope e, LargeMail large) {
        return !e.message().goesByItself() && !queue.offers().isAskedFor(e.id());
    }
}
