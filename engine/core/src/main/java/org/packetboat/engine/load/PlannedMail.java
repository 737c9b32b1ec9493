package org.packetboat.engine.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.stage.HeldBack;

/**
 * Says of the mail that waits for sites whether it goes by itself, and in which windows: for plans, and for the report
 * of what a window missed. Mail with windows of its own, for its priority or its size, has a call of its own in plans
 * unless it can go with the rest. Where a route has no such mail, no queue is looked through; of a site no more than
 * {@value #MOST} places are, and {@value #IN_ALL} of all. What is behind those counts as the last one looked at. For
 * one question.
 */
public final class PlannedMail {
    private static final int MOST = 1000;
    private static final int IN_ALL = 20_000;
    private static final HeldBack NOTHING = new HeldBack(0, 0);

    private final MailQueue queue;
    private final Map<Domain, HeldBack> held;
    private int left = IN_ALL;

    /** @param held what stages hold back, also of what is not looked at */
    public PlannedMail(MailQueue queue, Map<Domain, HeldBack> held) {
        this.queue = queue;
        this.held = held;
    }

    /** What waits for sites and goes by itself, in the order of grades; sites that have no such mail are left out. */
    public List<SiteLoad> loads(List<SiteLoad> waiting, Instant now) {
        return waiting.stream().flatMap(load -> divide(load, now).stream()).toList();
    }

    private List<SiteLoad> divide(SiteLoad load, Instant now) {
        Collection<Domain> domains = load.domains().keySet();
        if (!isApart(load.route()) && domains.stream().noneMatch(held::containsKey)) return List.of(load);
        List<MailPart> parts = parts(load.route(), domains, load.by());
        MailPart.join(parts, load.route(), load.from().isAfter(now) ? load.from() : now);
        List<SiteLoad> all = new ArrayList<>();
        for (MailPart part : parts)
            all.add(part.of(load, all.isEmpty()));
        return all;
    }

    /** How many mails wait for a route and could have gone in the opening of it that has just closed. */
    public long missed(Route route, List<Domain> domains, Interval opening) {
        return parts(route, domains, Instant.MAX).stream().filter(part -> part.hadTime(opening))
                .mapToLong(MailPart::mails).sum();
    }

    /** How much of what waits for a route may go in a call at that time, in bytes. */
    public long bytes(Route route, List<Domain> domains, Instant at) {
        return parts(route, domains, Instant.MAX).stream().filter(part -> part.mayGo(at))
                .mapToLong(MailPart::bytes).sum();
    }

    /** Whether a route has mail that does not go whenever it is open. */
    public static boolean isApart(Route route) {
        return !route.terms().grades().all().isEmpty() || route.terms().large().isPresent();
    }

    /** Only those that have mail. @param by no later than what is not looked at has to be there */
    private List<MailPart> parts(Route route, Collection<Domain> domains, Instant by) {
        Count count = new Count(route, by);
        domains.forEach(count::add);
        return new ArrayList<>(count.parts.values().stream().filter(part -> part.mails() > 0).toList());
    }

    /** What waits for a site. */
    private final class Count {
        private final Route route;
        private final Instant by;
        private final List<MailGrade> grades;
        /** By priority, small mail first. */
        private final Map<Integer, MailPart> parts = new TreeMap<>();
        private int looks = MOST;

        Count(Route route, Instant by) {
            this.route = route;
            this.by = by;
            this.grades = route.terms().grades().all().reversed();
        }

        void add(Domain domain) {
            boolean large = route.terms().large()
                    .filter(l -> queue.domain(domain).largestAtMost() > l.most()).isPresent();
            long mails = queue.domain(domain).depth();
            long bytes = queue.domain(domain).bytes();
            HeldBack ahead = held.getOrDefault(domain, NOTHING);
            long aheadMails = ahead.mails();
            long aheadBytes = ahead.bytes();
            int reached = 0;
            OrderCursor walk = queue.walk(domain);
            while (isApart(route) && looks > 0 && left > 0 && walk.peek().isPresent()) {
                OrderEntry entry = walk.peek().get();
                reached = 2 * grade(entry);
                if (!large && reached == 2 * grades.size()) break;
                walk.skip();
                looks--;
                left--;
                mails--;
                bytes -= entry.size();
                if (isAhead(entry.id())) {
                    aheadMails--;
                    aheadBytes -= entry.size();
                } else {
                    place(entry).ifPresent(at -> part(at).add(domain, entry));
                }
            }
            long rest = mails - Math.max(0, aheadMails);
            if (rest > 0) part(reached).addRest(domain, rest, Math.max(0, bytes - Math.max(0, aheadBytes)), by);
        }

        private MailPart part(int place) {
            return parts.computeIfAbsent(place, at -> new MailPart(route,
                    at < 2 ? Optional.empty() : Optional.of(grades.get(at / 2 - 1)), at % 2 == 1));
        }

        private int grade(OrderEntry entry) {
            return route.terms().grades().of(entry.priority()).map(grade -> grades.indexOf(grade) + 1).orElse(0);
        }

        /** Empty if it does not go by itself. */
        private OptionalInt place(OrderEntry entry) {
            if (entry.waiting() == OrderEntry.Waiting.HELD) return OptionalInt.empty();
            int grade = 2 * grade(entry);
            Optional<LargeMail> large = route.terms().large().filter(l -> l.isLarge(entry.size()));
            if (large.filter(LargeMail.InWindow.class::isInstance).isPresent()) return OptionalInt.of(grade + 1);
            return large.isPresent() && waitsForRequest(entry.id()) ? OptionalInt.empty() : OptionalInt.of(grade);
        }
    }

    /** Whether it waits for its stage, or with its big send. */
    private boolean isAhead(EnvelopeId id) {
        return queue.ledger().staged().of(id.message()).filter(send -> send.isStopped() || send.isAhead(id))
                .isPresent();
    }

    /** The envelope is read only of what was not offered yet, or never is. */
    private boolean waitsForRequest(EnvelopeId id) {
        if (queue.offers().of(id).isPresent()) return queue.offers().waitsForRequest(id);
        return queue.envelope(id).filter(e -> !e.message().goesByItself()).isPresent();
    }
}
