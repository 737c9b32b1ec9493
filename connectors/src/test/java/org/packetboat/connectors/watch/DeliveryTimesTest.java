package org.packetboat.connectors.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;

/** How long mail took. */
class DeliveryTimesTest {
    private static final Address BOB = Address.parseLoosely("bob@a.example");
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private final DeliveryTimes times = new DeliveryTimes();

    private static EnvelopeId envelope(int number) {
        return new EnvelopeId(new QueueId(number), 0);
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private void sending(int number, long second) {
        times.on(new StatusEvent.Sending(at(second), envelope(number), Optional.empty(), "denver", 2, 10));
    }

    private void delivered(int number, long second, Duration age) {
        times.on(new StatusEvent.Delivered(at(second), envelope(number), Optional.empty(), "denver", BOB, OK, age));
    }

    @Test
    void waitingAndHandingOverAreTwoTimes() {
        sending(1, 10);
        delivered(1, 13, Duration.ofHours(3));
        delivered(1, 13, Duration.ofHours(3)); // its second recipient
        assertEquals(2, times.queued().counts().get(7), "more than 1 h, up to 4 h");
        assertEquals(6 * 3600, times.queued().seconds());
        assertEquals(1, times.attempts().counts().get(2), "more than 1 s, up to 5 s");
        assertEquals(3, times.attempts().seconds());
    }

    @Test
    void anAttemptThatWasCutOffIsForgotten() {
        sending(1, 0);
        times.on(new StatusEvent.SessionEnded(at(5), "denver", "line", Duration.ZERO, 0, 0, "dropped"));
        delivered(1, 100, Duration.ofDays(9));
        assertEquals(0, times.attempts().seconds());
        assertEquals(1, times.queued().counts().getLast(), "longer than any end");
    }

    @Test
    void aClockThatWasPutBackMakesNoNegativeTimes() {
        sending(1, 100);
        delivered(1, 50, Duration.ZERO);
        assertEquals(0, times.attempts().counts().stream().mapToLong(n -> n).sum());
    }
}
