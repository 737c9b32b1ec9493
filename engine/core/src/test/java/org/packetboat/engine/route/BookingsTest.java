package org.packetboat.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.contact;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;

/** Lines of 100 bytes a second: an hour carries 360,000 bytes. */
class BookingsTest {
    @Test
    void firstToArriveIsNotTheFirstToOpen() {
        Bookings plan = bookings(contact("denver", "aspen", 1, 2), contact("aspen", "vail", 20, 21),
                contact("denver", "pueblo", 3, 4), contact("pueblo", "vail", 5, 6));
        ContactPath path = find(plan, "vail", 1000, START);
        assertEquals(hour(5).plusSeconds(10), path.arrival());
        assertEquals(hour(4).minusSeconds(10), path.latest());
        assertEquals(2, path.cost());
    }

    @Test
    void bookedVolumePushesTheNextToALaterWindow() {
        Bookings plan = bookings(contact("denver", "vail", 1, 2), contact("denver", "vail", 8, 9));
        assertEquals(hour(1).plusSeconds(3000), book(plan, "vail", 300_000, START));
        assertEquals(hour(2), book(plan, "vail", 60_000, START));
        assertEquals(hour(8).plusSeconds(1), book(plan, "vail", 100, START));
    }

    @Test
    void whatIsCancelledIsFreeAgain() {
        Bookings plan = bookings(contact("denver", "vail", 1, 2));
        ContactPath all = find(plan, "vail", 360_000, START);
        plan.book(all);
        assertEquals(Instant.MAX, find(plan, "vail", 1, START).arrival());
        plan.cancel(all);
        assertEquals(hour(1).plusSeconds(1), find(plan, "vail", 100, START).arrival());
    }

    @Test
    void smallerMailFitsIntoAGapThatIsLeft() {
        Bookings plan = bookings(contact("denver", "vail", 1, 2));
        book(plan, "vail", 60_000, hour(1).plusSeconds(600));
        assertEquals(hour(1).plusSeconds(600), book(plan, "vail", 60_000, START));
        assertEquals(hour(1).plusSeconds(1300), book(plan, "vail", 10_000, START));
    }

    @Test
    void transferGoesOnInTheNextWindow() {
        Bookings plan = bookings(new Contact("denver", "vail", List.of(), at -> at.isBefore(hour(2))
                ? Optional.of(new Interval(hour(1), hour(2)))
                : Optional.of(new Interval(hour(5), hour(9))), 100, 1));
        assertEquals(hour(6), book(plan, "vail", 720_000, START));
    }

    @Test
    void nobodyArrivesWhereNothingLeads() {
        Bookings plan = bookings(contact("denver", "aspen", 1, 2), contact("aspen", "denver", 1, 2));
        assertEquals(Instant.MAX, find(plan, "vail", 1, START).arrival());
        assertEquals(Instant.MAX, find(plan, "aspen", 1, hour(2)).arrival());
        assertEquals(ContactPath.arrived(START), find(plan, "denver", 1, START));
    }

    @Test
    void closestPatternSaysWhereADomainIsAtHome() {
        ContactPlan plan = plan(contact("denver", "aspen", 1, 2, "*.example"), contact("denver", "vail", 1, 2,
                "vail.example"));
        assertEquals(Set.of("vail"), plan.onward("denver", new Domain("vail.example")));
        assertEquals(Set.of("aspen"), plan.onward("denver", new Domain("x.vail.example")));
        assertEquals(Set.of(), plan.onward("denver", new Domain("other.test")));
    }

    @Test
    void siteWithARouteOfItsOwnNeedsNoDomainsInAContact() {
        ContactPlan plan = new ContactPlan(List.of(route("denver", "denver.example"), route("vail", "vail.example")),
                List.of(contact("denver", "vail", 1, 2)));
        assertEquals(Set.of("vail"), plan.onward("denver", new Domain("vail.example")));
        assertEquals(Set.of(), plan.onward("vail", new Domain("vail.example")));
        assertEquals(Set.of(), plan.onward("denver", new Domain("denver.example")));
    }

    private static ContactPlan plan(Contact... contacts) {
        return new ContactPlan(List.of(route("denver", "denver.example")), List.of(contacts));
    }

    private static Bookings bookings(Contact... contacts) {
        return new Bookings(plan(contacts));
    }

    private static ContactPath find(Bookings plan, String home, long bytes, Instant at) {
        return plan.find("denver", Set.of(home), bytes, at);
    }

    private static Instant book(Bookings plan, String home, long bytes, Instant at) {
        ContactPath path = find(plan, home, bytes, at);
        plan.book(path);
        return path.arrival();
    }
}
