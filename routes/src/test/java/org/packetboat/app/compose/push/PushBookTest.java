package org.packetboat.app.compose.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No number is used twice, whatever the clock does, and what a branch says counts for the last push alone. */
class PushBookTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(4000);

    @TempDir
    Path data;
    private PushBook book;

    @BeforeEach
    void open() {
        book = new PushBook(data);
    }

    private static PushAnswer answer(long number, PushAnswer.Outcome what, String... reasons) {
        return new PushAnswer(number, "denver", what, List.of(reasons));
    }

    private String state() throws IOException {
        return new PushBook(data).last("denver").map(PushBook.Pushed::what).orElse("none");
    }

    @Test
    void aNumberIsTheTimeAndHigherThanTheOneBefore() throws IOException {
        assertEquals(NOW.getEpochSecond(), book.next("denver", NOW).number());
        assertEquals(NOW.getEpochSecond() + 1, book.next("denver", NOW).number());
        Instant putBack = NOW.minusSeconds(86_400);
        assertEquals(NOW.getEpochSecond() + 2, new PushBook(data).next("denver", putBack).number());
        assertEquals(putBack.getEpochSecond(), book.next("boston", putBack).number());
    }

    @Test
    void whatABranchAnswersIsKept() throws IOException {
        long number = book.next("denver", NOW).number();
        assertEquals("sent", state());
        assertEquals(new PushBook.Pushed(number, NOW.toString(), LATER.toString(), "in force", List.of()),
                book.answered(answer(number, PushAnswer.Outcome.IN_FORCE), LATER).orElseThrow());
        assertEquals("in force", state());
        assertTrue(book.answered(answer(number, PushAnswer.Outcome.REVERTED, "no call"), LATER).orElseThrow().failed());
        assertEquals("reverted", state());
    }

    /** Mail may overtake mail, and come twice. */
    @Test
    void whatFailedIsNotInForceByAnOlderWord() throws IOException {
        long number = book.next("denver", NOW).number();
        book.answered(answer(number, PushAnswer.Outcome.REVERTED, "no call"), LATER);
        assertEquals(Optional.empty(), book.answered(answer(number, PushAnswer.Outcome.IN_FORCE), LATER));
        assertEquals("reverted", state());
    }

    @Test
    void newsOfAnEarlierPushIsPassedOver() throws IOException {
        long first = book.next("denver", NOW).number();
        book.next("denver", LATER);
        assertEquals(Optional.empty(), book.answered(answer(first, PushAnswer.Outcome.REFUSED, "bad"), LATER));
        assertEquals("sent", state());
        assertEquals(Optional.empty(), book.answered(new PushAnswer(first, "boston", PushAnswer.Outcome.IN_FORCE,
                List.of()), LATER));
    }

    @Test
    void aDamagedBookIsNamedAndNoNumberTakenFromIt() throws IOException {
        book.next("denver", NOW);
        Path file = data.resolve("pushed/denver");
        Files.writeString(file, "{ \"number\": 1");
        IOException damaged = assertThrows(IOException.class, () -> new PushBook(data).next("denver", LATER));
        assertTrue(damaged.getMessage().startsWith(file + " can't be read"), damaged.getMessage());
    }

    @Test
    void aNameThatIsNoFilesNameIsNobodys() throws IOException {
        for (String name : List.of("../denver", ".denver", "a/b", ""))
            assertEquals(Optional.empty(), book.last(name), name);
    }
}
