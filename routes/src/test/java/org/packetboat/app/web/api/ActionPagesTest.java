package org.packetboat.app.web.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;

/** An action that takes long is carried out and booked all the same, whatever becomes of who asked for it. */
class ActionPagesTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path folder;
    private FakeBoard board;

    @BeforeEach
    void open() {
        board = new FakeBoard(folder, 3);
    }

    @AfterEach
    void close() {
        board.server.gate.countDown();
        board.close();
    }

    private static WebAnswer.Whole ask(WebPage page) {
        return (WebAnswer.Whole) page.answer(new WebRequest("POST", "/api/v1/actions",
                new WebRequest.Caller("anna", Role.OPERATOR, "127.0.0.1"), Map.of(), Map.of(),
                Map.of("content-type", "application/json"),
                "{\"action\":\"delete\",\"target\":\"ALL\",\"note\":\"test\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private WebPage page() {
        List<WebPage> found = new ArrayList<>();
        board.api().addTo((_, path, _, page) -> {
            if (path.endsWith("/actions")) found.add(page);
        });
        return found.getFirst();
    }

    private String booked() {
        return board.audit.latest(1).stream().map(AuditEntry::answer).findFirst().orElse("nothing at all");
    }

    /** A request has half a minute; then its thread is interrupted. */
    @Test
    void whatTakesTooLongIsBookedWhenItIsDone() {
        board.server.gate = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        WebAnswer.Whole answer = ask(page());
        assertFalse(Thread.interrupted(), "the answer could not be written");
        assertEquals(202, answer.status(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals("", booked());
        board.server.gate.countDown();
        await().until(() -> booked().equals("delete ALL done"));
        assertEquals(List.of("delete ALL"), board.server.done);
    }

    @Test
    void aTimeOutIsNoRefusal() {
        board.server.refusal = Optional.of(new IllegalStateException("no answer yet", new TimeoutException()));
        assertEquals(202, ask(page()).status());
        await().until(() -> !booked().isEmpty());
        assertFalse(booked().startsWith("refused"), booked());
        assertTrue(booked().startsWith("not known"), booked());
    }

    @Test
    void whoHasWaitedLongIsToldThatItGoesOn() {
        board.server.gate = new CountDownLatch(1);
        WebAnswer.Whole answer = ask(new ActionPages(board, SHORT)::act);
        assertEquals(202, answer.status());
        assertTrue(JsonAnswers.tree(answer.body()).at("/said").asText().startsWith("It goes on"));
        assertEquals("delete", JsonAnswers.tree(answer.body()).at("/audit/action").asText());
        board.server.gate.countDown();
        await().until(() -> booked().equals("delete ALL done"));
    }

    @Test
    void aFailureIsBookedToo() {
        board.server.refusal = Optional.of(new UnsupportedOperationException("a bug"));
        assertThrows(UnsupportedOperationException.class, () -> ask(page()));
        assertEquals("failed: java.lang.UnsupportedOperationException: a bug", booked());
    }

    @Test
    void noMoreThanAFewGoOnAtATime() {
        board.server.gate = new CountDownLatch(1);
        ActionPages pages = new ActionPages(board, SHORT);
        for (int i = 0; i < 8; i++)
            assertEquals(202, ask(pages::act).status());
        WebAnswer.Whole answer = ask(pages::act);
        assertEquals(503, answer.status());
        assertEquals("30", answer.headers().get("Retry-After"));
        board.server.gate.countDown();
        await().until(() -> ask(pages::act).status() == 200);
        assertEquals("delete ALL done", booked());
    }
}
