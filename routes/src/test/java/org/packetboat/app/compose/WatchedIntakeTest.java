package org.packetboat.app.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

class WatchedIntakeTest {
    private final AtomicReference<Duration> sinceStep = new AtomicReference<>(Duration.ZERO);
    private final WatchedIntake watched = new WatchedIntake(new Intake() {
        @Override
        public Optional<Reply> refusal(Address recipient) {
            return Optional.empty();
        }

        @Override
        public Incoming begin(Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long largestMessage() {
            return 1;
        }
    }, sinceStep::get);

    @Test
    void sendsClientsAwayWhileTheNodeIsStuckAndTakesMailAgainAfterwards() {
        sinceStep.set(Duration.ofSeconds(6));
        assertTrue(watched.outOfService().isEmpty(), "a node steps every five seconds");
        sinceStep.set(ProcessVitals.STALE.plusSeconds(1));
        assertEquals(421, watched.outOfService().orElseThrow().code());
        sinceStep.set(Duration.ZERO);
        assertTrue(watched.outOfService().isEmpty());
    }

    @Test
    void statusSaysSo() {
        assertTrue(ProcessVitals.problems(Duration.ofSeconds(95), 0, "").getFirst().contains("has not moved for 95 s"));
        assertEquals(List.of(), ProcessVitals.problems(Duration.ofSeconds(4), 0, ""));
        assertEquals(List.of("3 log lines were dropped since the start: the disk is full"),
                ProcessVitals.problems(Duration.ofSeconds(4), 3, "the disk is full"));
    }
}
