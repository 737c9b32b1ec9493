package org.packetboat.connectors.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.server.Submissions;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.protocols.smtp.server.FakeIntake;

/** What {@code packetboat submit} takes. */
class SubmissionsTest {
    private final FakeIntake intake = new FakeIntake();

    @Test
    void theHeadIsPutRight() {
        new Submissions(intake, "hub.example.com", InstantSource.fixed(Instant.parse("2026-11-20T10:15:30Z"))).submit(
                "anna@example.com", List.of("try..this.@example.org"),
                "From anna Fri Nov 20\nTo: bob\nBcc: c@example.org\n\nHello\n".getBytes(StandardCharsets.UTF_8), "key",
                SubmissionOptions.NONE);
        assertEquals("To: bob@example.com\r\nFrom: anna@example.com\r\nDate: Fri, 20 Nov 2026 10:15:30 +0000\r\n"
                + "Message-ID: <1795169730.000001@hub.example.com>\r\n\r\nHello\r\n", intake.body());
        assertEquals("\"try..this.\"@example.org",
                intake.stored.getFirst().submission().recipients().getFirst().address().toString());
    }

    @Test
    void takesNoTimeThatMeansAStage() {
        assertEquals("not-before: found \"2250-01-01T00:00:00Z\"; expected a time before 2150-01-01T00:00:00Z",
                assertThrows(IllegalArgumentException.class,
                        () -> Submissions.options("", "", "2250-01-01T00:00:00Z", 0, "")).getMessage());
    }
}
