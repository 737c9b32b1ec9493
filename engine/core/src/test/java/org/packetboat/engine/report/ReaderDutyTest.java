package org.packetboat.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.status.StatusEvent;

/** Of a reader that somebody forgot the operator hears in time. */
class ReaderDutyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private final MailQueue queue = new MailQueue(new SimStore(7), 10);
    private final ReaderDuty duty = new ReaderDuty(queue);
    private Instant now = NOW;
    private final List<String> warnings = new ArrayList<>();

    private void tell(int count, Instant at) {
        for (int i = 0; i < count; i++)
            queue.tell(new StatusEvent.WindowClosed(at, "ny"));
    }

    private List<String> warningsUntil(Duration end) {
        queue.onEvent(event -> {
            if (event instanceof StatusEvent.Trouble trouble) warnings.add(trouble.what());
        });
        for (; !now.isAfter(NOW.plus(end)); now = duty.wake())
            duty.step(now);
        return warnings;
    }

    @Test
    void itWarnsOfAReaderOnceHalfOfWhatIsKeptIsUsedUp() {
        queue.events().reader("route:old", () -> {}).close();
        tell(5, NOW);
        assertEquals(List.of(), warningsUntil(Duration.ofMinutes(20)));
        tell(1, NOW);
        assertEquals(
                List.of("the event reader route:old is 6 events behind, the oldest of 2026-11-21T03:00:00Z; beyond "
                        + "10 the oldest go; if nobody wants them any more: packetboat events --forget route:old"),
                warningsUntil(Duration.ofMinutes(40)));
    }

    @Test
    void itWarnsOfAReaderThatHasTakenNothingForAWeekAndAgainEachDay() {
        queue.events().reader("kafka", () -> {});
        tell(1, NOW);
        assertEquals(List.of(), warningsUntil(Duration.ofDays(7)));
        assertEquals(1, warningsUntil(Duration.ofDays(8)).size());
        assertEquals(3, warningsUntil(Duration.ofDays(10)).size());
    }

    @Test
    void aReaderThatReadsIsLeftInPeace() {
        var reader = queue.events().reader("kafka", () -> {});
        tell(9, NOW);
        reader.commit(reader.read(9).getLast().number());
        assertEquals(List.of(), warningsUntil(Duration.ofDays(30)));
    }

    @Test
    void withoutReadersItNeverAsksToBeWoken() {
        duty.step(NOW);
        assertTrue(duty.wake().equals(Instant.MAX));
    }
}
