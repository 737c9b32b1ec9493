package org.packetboat.app;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.forward.SiteLoad;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Standing;
import org.packetboat.schedules.contact.Bookings;
import org.packetboat.schedules.contact.Contact;
import org.packetboat.schedules.plan.Schedule;
import org.packetboat.schedules.plan.SitePlan;

/**
 * When what waits can be expected to arrive: at the next site by the plan or, where it says nothing, by its window and
 * rate with the line for it alone; from there by the contact plan, whoever is there first booking first.
 */
final class Arrivals {
    private Arrivals() {}

    /** A domain's mail at the next site. */
    private record There(SiteLoad load, Domain domain, long bytes, Instant at) {}

    static Map<Domain, Instant> expected(List<SiteLoad> loads, Optional<Schedule> schedule, List<Contact> contacts,
            Instant now) {
        Map<String, Instant> planned = new HashMap<>();
        schedule.ifPresent(s -> s.sites().forEach((SitePlan p) -> planned.put(p.name(), p.end())));
        List<There> all = loads.stream().flatMap(load -> {
            Instant at = planned.getOrDefault(load.name(), alone(load, now));
            return load.domains().entrySet().stream().map(d -> new There(load, d.getKey(), d.getValue(), at));
        }).filter(t -> t.at().isBefore(Instant.MAX))
                .sorted(Comparator.comparing(There::at).thenComparing(There::domain))
                .toList();
        Bookings plan = new Bookings(contacts);
        Map<Domain, Instant> expected = new HashMap<>();
        all.forEach(t -> onward(plan, t).ifPresent(at -> expected.put(t.domain(), at)));
        return expected;
    }

    private static Instant alone(SiteLoad load, Instant now) {
        return new Standing(load.route(), Instant.MIN, true).arrival(load.bytes(), now);
    }

    private static Optional<Instant> onward(Bookings plan, There there) {
        String site = there.load().route().site();
        return plan.book(site, plan.home(there.domain()).orElse(site), there.bytes(), there.at());
    }
}
