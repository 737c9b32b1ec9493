package org.packetboat.engine.forward.grade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.site.SiteLoad;

/**
 * Divides what waits for a site by the grades of its mail, for plans: mail of each may have a call of its own, within
 * its windows. Queues are in the order of priorities, so only mail above the lowest grade is looked through, and no
 * more than {@value #MOST} of it; what is behind that counts to the grade that was reached. Used by the node only.
 */
public final class GradedLoads {
    private static final int MOST = 1000;

    private final MailQueue queue;

    public GradedLoads(MailQueue queue) {
        this.queue = queue;
    }

    /** Mail of one grade. */
    private static final class Part {
        private final Optional<MailGrade> grade;
        private final Map<Domain, Long> domains = new HashMap<>();
        private long mails;
        private Instant by = Instant.MAX;

        Part(Optional<MailGrade> grade) {
            this.grade = grade;
        }

        void add(Domain domain, OrderEntry entry) {
            domains.merge(domain, entry.size(), Long::sum);
            mails++;
            if (entry.isReasonToCall()) by = earlier(by, entry.by());
        }

        void addAll(Part other) {
            other.domains.forEach((domain, bytes) -> domains.merge(domain, bytes, Long::sum));
            mails += other.mails;
            by = earlier(by, other.by);
        }

        long bytes() {
            return domains.values().stream().mapToLong(b -> b).sum();
        }

        Route within(Route route) {
            return grade.map(g -> route.within(g.window())).orElse(route);
        }
    }

    /** What waits, in the order of grades, those that wait for nothing first; as it was for a route without any. */
    public List<SiteLoad> divide(SiteLoad load, Instant now) {
        Grades grades = load.route().terms().grades();
        if (grades.all().isEmpty() || load.mails() == 0) return List.of(load);
        List<Part> parts = new ArrayList<>(List.of(new Part(Optional.empty())));
        grades.all().reversed().forEach(grade -> parts.add(new Part(Optional.of(grade))));
        int reached = count(load, grades, parts);
        rest(load, parts, reached);
        parts.removeIf(part -> part.mails <= 0);
        join(parts, load, now);
        List<SiteLoad> all = new ArrayList<>();
        for (Part part : parts)
            all.add(of(load, part, all.isEmpty()));
        return all;
    }

    /** Counts mail above the lowest grade. @return the last part that was reached */
    private int count(SiteLoad load, Grades grades, List<Part> parts) {
        int looks = 0;
        for (Domain domain : load.domains().keySet()) {
            OrderCursor walk = queue.walk(domain);
            for (Optional<OrderEntry> at = walk.peek(); at.isPresent(); at = walk.peek()) {
                OrderEntry entry = at.get();
                int place = place(grades, entry);
                if (place == parts.size() - 1) break;
                if (looks++ == MOST) return place;
                parts.get(place).add(domain, entry);
                walk.skip();
            }
        }
        return parts.size() - 1;
    }

    /** The higher its priority the earlier. */
    private static int place(Grades grades, OrderEntry entry) {
        return grades.of(entry.priority()).map(grade -> grades.all().size() - grades.all().indexOf(grade)).orElse(0);
    }

    /** All that was not counted. */
    private static void rest(SiteLoad load, List<Part> parts, int reached) {
        Part rest = new Part(Optional.empty());
        rest.mails = load.mails() - parts.stream().mapToLong(part -> part.mails).sum();
        load.domains().forEach((domain, bytes) -> rest.domains.put(domain, Math.max(0, bytes
                - parts.stream().mapToLong(part -> part.domains.getOrDefault(domain, 0L)).sum())));
        rest.by = load.by();
        if (rest.mails > 0) parts.get(reached).addAll(rest);
    }

    /** Mail that can go in the same call, whenever that is, needs none of its own. */
    private static void join(List<Part> parts, SiteLoad load, Instant now) {
        Instant from = load.from().isAfter(now) ? load.from() : now;
        for (int i = parts.size() - 1; i > 0; i--) {
            Part low = parts.get(i);
            Part high = parts.get(i - 1);
            if (high.within(load.route()).window().from(from).filter(open -> goesIn(low, open, from, high.by))
                    .isPresent()) {
                low.addAll(high);
                parts.remove(high);
            }
        }
    }

    /** Whether it may go from the begin of an opening on, as long as that lasts or other mail has time. */
    private static boolean goesIn(Part low, Interval open, Instant from, Instant by) {
        Instant begin = open.open().isAfter(from) ? open.open() : from;
        return low.grade.orElseThrow().window().from(begin).filter(own -> !own.open().isAfter(begin)
                && !own.close().isBefore(earlier(open.close(), by))).isPresent();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static SiteLoad of(SiteLoad load, Part part, boolean first) {
        String name = first ? load.name() : SiteLoad.part(load.name(), part.grade.orElseThrow().below());
        Instant by = load.by().equals(SiteLoad.UNKNOWN) ? load.by() : part.by;
        return new SiteLoad(name, part.within(load.route()), part.bytes(), part.mails, part.domains, by, load.from(),
                load.able(), load.failing(), part.grade.map(MailGrade::below), load.data());
    }
}
