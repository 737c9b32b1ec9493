package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;

/** What is known of a queue without reading it. */
class DomainQueueTest {
    private static final Domain DOMAIN = new Domain("denver.example.com");

    /** A look for what is too large for its windows passes over a queue of a thousand small ones. */
    @Test
    void manySmallMessagesAreNotALargeOne() {
        DomainQueue queue = new DomainQueue(DOMAIN, 0, 0);
        for (int i = 0; i < 1_000; i++)
            queue.count(1, 500);
        assertEquals(512, queue.largestAtMost());
        queue.count(1, 70_000);
        queue.count(1, 400);
        assertEquals(131_072, queue.largestAtMost());
        assertEquals(570_400, queue.bytes());
    }

    @Test
    void noMoreIsSaidThanIsThere() {
        DomainQueue queue = new DomainQueue(DOMAIN, 0, 0);
        queue.count(1, 70_000);
        queue.count(1, 500);
        queue.count(-1, -70_000);
        assertEquals(500, queue.largestAtMost());
        queue.count(-1, -500);
        assertEquals(0, queue.bytes());
        queue.count(1, 200);
        queue.count(1, 200);
        assertEquals(256, queue.largestAtMost(), "it was empty in between");
    }

    /** What is taken out may be counted before it was counted in. */
    @Test
    void countsComeInAnyOrder() {
        DomainQueue queue = new DomainQueue(DOMAIN, 0, 0);
        queue.count(-1, -500);
        assertEquals(-500, queue.bytes());
        queue.count(1, 500);
        queue.count(1, 5_000_000_000L);
        assertEquals(5_000_000_000L, queue.bytes());
        assertEquals(5_000_000_000L, queue.largestAtMost());
    }

    @Test
    void afterAStartAnyOfThemMayBeAllThereIs() {
        DomainQueue queue = new DomainQueue(DOMAIN, 3, 9_000);
        assertEquals(9_000, queue.largestAtMost());
        queue.count(1, 500);
        assertEquals(9_500, queue.largestAtMost());
    }

    /** Its time is that of the first, as long as anything waits; of mail before the start it is not known by itself. */
    @Test
    void knowsByWhenItHasToBeThere() {
        DomainQueue queue = new DomainQueue(DOMAIN, 0, 0);
        assertTrue(queue.isSeen());
        assertEquals(Instant.MAX, queue.by());
        DomainQueue earlier = new DomainQueue(DOMAIN, 1, 10);
        assertFalse(earlier.isSeen());
        earlier.seen(Instant.EPOCH.plusMillis(5), true);
        assertTrue(earlier.isSeen() && earlier.isUrgent());
        assertEquals(Instant.EPOCH.plusMillis(5), earlier.by());
        earlier.count(-1, -10);
        earlier.count(1, 10);
        assertEquals(Instant.MAX, earlier.by());
        assertFalse(earlier.isUrgent());
    }

    /** A second look is worth it if what the first one found has gone. */
    @Test
    void aSecondLookMayTellOfMoreTime() {
        DomainQueue queue = new DomainQueue(DOMAIN, 2, 10);
        Instant soon = Instant.EPOCH.plusSeconds(5);
        queue.seen(soon, false);
        queue.left(soon.plusSeconds(1), Priority.NORMAL);
        assertFalse(queue.mayHaveTime(Instant.MAX));
        queue.left(soon, Priority.NORMAL);
        assertTrue(queue.mayHaveTime(Instant.MAX));
        assertFalse(queue.mayHaveTime(soon), "nobody needs to know now");
        queue.beginLook();
        queue.seen(soon.plusSeconds(9), false);
        assertEquals(soon.plusSeconds(9), queue.by());
        assertFalse(queue.mayHaveTime(Instant.MAX));
    }

    @Test
    void beforeTheEpochIsATimeToo() {
        DomainQueue queue = new DomainQueue(DOMAIN, 0, 0);
        queue.seen(Instant.EPOCH.minusMillis(3), false);
        assertEquals(Instant.EPOCH.minusMillis(3), queue.by());
    }
}
