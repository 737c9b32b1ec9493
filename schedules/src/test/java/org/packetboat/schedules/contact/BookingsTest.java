package org.packetboat.schedules.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** Lines of 100 bytes a second: an hour carries 360,000 bytes. */
class BookingsTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void firstToArriveIsNotTheFirstToOpen() {
        Bookings plan = new Bookings(List.of(contact("denver", "aspen", 1, 2), contact("aspen", "vail", 20, 21),
                contact("denver", "pueblo", 3, 4), contact("pueblo", "vail", 5, 6)));
        assertEquals(Optional.of(hour(5).plusSeconds(10)), plan.book("denver", "vail", 1000, START));
    }

    @Test
    void bookedVolumePushesTheNextToALaterWindow() {
        Bookings plan = new Bookings(List.of(contact("denver", "vail", 1, 2), contact("denver", "vail", 8, 9)));
        assertEquals(Optional.of(hour(1).plusSeconds(3000)), plan.book("denver", "vail", 300_000, START));
        assertEquals(Optional.of(hour(2)), plan.book("denver", "vail", 60_000, START));
        assertEquals(Optional.of(hour(8).plusSeconds(1)), plan.book("denver", "vail", 100, START));
    }

    @Test
    void smallerMailFitsIntoAGapThatIsLeft() {
        Bookings plan = new Bookings(List.of(contact("denver", "vail", 1, 2)));
        plan.book("denver", "vail", 60_000, hour(1).plusSeconds(600));
        assertEquals(Optional.of(hour(1).plusSeconds(600)), plan.book("denver", "vail", 60_000, START));
        assertEquals(Optional.of(hour(1).plusSeconds(1300)), plan.book("denver", "vail", 10_000, START));
    }

    @Test
    void transferGoesOnInTheNextWindow() {
        Bookings plan = new Bookings(List.of(new Contact("denver", "vail", List.of(), at -> at.isBefore(hour(2))
                ? Optional.of(new Interval(hour(1), hour(2)))
                : Optional.of(new Interval(hour(5), hour(9))), 100)));
        assertEquals(Optional.of(hour(6)), plan.book("denver", "vail", 720_000, START));
    }

    @Test
    void nobodyArrivesWhereNothingLeads() {
        Bookings plan = new Bookings(List.of(contact("denver", "aspen", 1, 2), contact("aspen", "denver", 1, 2)));
        assertEquals(Optional.empty(), plan.book("denver", "vail", 1, START));
        assertEquals(Optional.empty(), plan.book("denver", "aspen", 1, hour(2)));
        assertEquals(Optional.of(START), plan.book("vail", "vail", 1, START));
    }

    @Test
    void closestPatternSaysWhoServesADomain() {
        Bookings plan = new Bookings(List.of(contact("denver", "aspen", 1, 2, "*.example"), contact("denver", "vail", 1,
                2, "vail.example")));
        assertEquals(Optional.of("vail"), plan.home(new Domain("vail.example")));
        assertEquals(Optional.of("aspen"), plan.home(new Domain("x.vail.example")));
        assertEquals(Optional.empty(), plan.home(new Domain("other.test")));
    }

    private static Contact contact(String from, String to, int open, int close, String... domains) {
        Interval once = new Interval(hour(open), hour(close));
        Window window = at -> at.isBefore(once.close()) ? Optional.of(once) : Optional.empty();
        return new Contact(from, to, Arrays.stream(domains).map(DomainPattern::parse).toList(), window, 100);
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
