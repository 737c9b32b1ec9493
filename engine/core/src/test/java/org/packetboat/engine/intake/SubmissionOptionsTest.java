package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.intake.SubmissionOptions.Given;
import org.packetboat.engine.intake.SubmissionOptions.Option;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;

/** What may be asked for with a message, whichever way it comes. */
class SubmissionOptionsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private static SubmissionOptions read(Map<Option, String> texts) {
        return SubmissionOptions.read(option -> Optional.ofNullable(texts.get(option))
                .map(text -> new Given("the " + option.name().toLowerCase(java.util.Locale.ROOT), text)));
    }

    @Test
    void readsWhatIsGiven() {
        assertEquals(new SubmissionOptions(new Priority(-3), Optional.of(NOW.plusSeconds(60)),
                Optional.of(DeliverBy.orReturn(NOW.plusSeconds(3600))), Optional.of(new BigSendName("Spring prices")),
                Optional.of("mail 7")),
                read(Map.of(Option.PRIORITY, " -3 ", Option.NOT_BEFORE, " 2026-11-20T08:01:00Z", Option.DELIVER_BY,
                        "2026-11-20T09:00:00Z;R", Option.BATCH, "Spring prices", Option.KEY, "mail 7")));
        assertEquals(SubmissionOptions.NONE, read(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"PRIORITY|high|the priority: found \"high\"; expected a whole number from -9 to 9",
                    "PRIORITY|10|the priority: priority is 10; expected -9 to 9",
                    "NOT_BEFORE|tonight|the not_before: found \"tonight\"; expected a time like 2026-11-20T03:00:00Z",
                    "NOT_BEFORE|+99999-01-01T00:00:00Z|the not_before: found \"+99999-01-01T00:00:00Z\"; expected a "
                            + "time like 2026-11-20T03:00:00Z",
                    "NOT_BEFORE|1969-01-01T00:00:00Z|the not_before: found \"1969-01-01T00:00:00Z\"; expected a time "
                            + "like 2026-11-20T03:00:00Z",
                    "NOT_BEFORE|2150-01-01T00:00:00Z|the not_before: found \"2150-01-01T00:00:00Z\"; expected a time "
                            + "before 2150-01-01T00:00:00Z",
                    "NOT_BEFORE|2250-01-01T00:00:00Z|the not_before: found \"2250-01-01T00:00:00Z\"; expected a time "
                            + "before 2150-01-01T00:00:00Z",
                    "DELIVER_BY|soon;X|the deliver_by: found \"soon;X\"; expected a time like 2026-11-20T06:00:00Z, "
                            + "and perhaps ;N (tell the sender) or ;R (return)",
                    "BATCH|' '|the batch: found \"\"; expected a name of 1 to 200 characters",
                    "KEY|' '|the key: found \"\"; expected a name of 1 to 200 characters"})
    void saysWhichOptionIsWrongAndHow(Option option, String text, String message) {
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, () -> read(Map.of(option, text))).getMessage());
    }

    @Test
    void showsNoMoreThanALineOfWhatWasFound() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> read(Map.of(Option.KEY, "a\r\nb" + "c".repeat(100_000)))).getMessage();
        assertTrue(message.startsWith("the key: found \"a bccc") && message.length() < 300, message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void whatCannotBeKeptIsTold() {
        assertEquals("deliver-by 2026-11-20T07:00:00Z has passed; send it without, or with a later one",
                impossible("2026-11-20T07:00:00Z", "2026-11-20T06:00:00Z"));
        assertEquals("not-before 2026-11-20T10:00:00Z leaves no time until deliver-by 2026-11-20T09:00:00Z; "
                + "change one of them", impossible("2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"));
    }

    private static String impossible(String deliverBy, String notBefore) {
        SubmissionOptions options = read(Map.of(Option.DELIVER_BY, deliverBy, Option.NOT_BEFORE, notBefore));
        return assertThrows(IllegalArgumentException.class, () -> options.mustBePossible(NOW)).getMessage();
    }

    /** Whoever makes options without reading them has the same rule. */
    @Test
    void nobodyNamesATimeThatMeansAStage() {
        Instant last = Instant.parse("2149-12-31T23:59:59.999Z");
        assertFalse(Envelope.isForItsStage(until(last).notBefore().orElseThrow()));
        for (Instant at : List.of(last.plusMillis(1), Envelope.FOR_ITS_STAGE, Instant.MAX))
            assertEquals("not-before " + at + "; expected a time before 2150-01-01T00:00:00Z",
                    assertThrows(IllegalArgumentException.class, () -> until(at)).getMessage());
    }

    private static SubmissionOptions until(Instant at) {
        return new SubmissionOptions(Priority.NORMAL, Optional.of(at), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    @Test
    void oneInternationalAddressMakesTheMessageSo() {
        Optional<Address> sender = Optional.of(Address.parse("a@x.example"));
        assertFalse(SubmissionOptions.NONE.submission(sender, List.of(Recipient.of("b@x.example")), true, "test")
                .encoding().international());
        assertTrue(SubmissionOptions.NONE
                .submission(sender, List.of(Recipient.of("j\u00f6rg@x.example")), true, "test").encoding()
                .international());
    }
}
