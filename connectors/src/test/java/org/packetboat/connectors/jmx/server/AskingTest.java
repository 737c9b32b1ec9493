package org.packetboat.connectors.jmx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.inbox.Answer;

/** Who asks says how long he waits; no answer is not a refusal. */
class AskingTest {
    private static IllegalStateException unanswered(Consumer<Consumer<String>> question) {
        return assertThrows(IllegalStateException.class,
                () -> Asking.patiently(Duration.ofSeconds(1), () -> Asking.answer(question)));
    }

    @Test
    void patienceIsThatOfWhoAsks() {
        IllegalStateException late = unanswered(_ -> {});
        assertEquals("the server has not answered within 1 s", late.getMessage());
        assertTrue(Asking.isLate(late), late::toString);
    }

    @Test
    void anAnswerOfAnotherThreadIsWaitedFor() {
        assertEquals("yes", Asking.patiently(Duration.ofHours(1),
                () -> Asking.<String>answer(answer -> Thread.ofVirtual().start(() -> answer.accept("yes")))));
    }

    @Test
    void whoIsInterruptedWhileWaitingHasNoAnswerYet() {
        Thread.currentThread().interrupt();
        IllegalStateException interrupted = unanswered(_ -> {});
        assertTrue(Thread.interrupted());
        assertTrue(Asking.isLate(interrupted), interrupted::toString);
    }

    @Test
    void aFailureIsToldAndIsNotLate() {
        IllegalStateException failed = unanswered(
                answer -> Answer.failed(answer, new IllegalStateException("the queue is closed")));
        assertEquals("the server has failed at this: java.lang.IllegalStateException: the queue is closed",
                failed.getMessage());
        assertFalse(Asking.isLate(failed), failed::toString);
    }

    @Test
    void aQuestionThatIsAskedBadlyIsRefusedAsTheNodeRefusesIt() {
        IllegalArgumentException wrong = new IllegalArgumentException("most: found 0; expected a number from 1 on");
        assertEquals(wrong, assertThrows(IllegalArgumentException.class,
                () -> Asking.<String>answer(answer -> Answer.failed(answer, wrong))));
    }
}
