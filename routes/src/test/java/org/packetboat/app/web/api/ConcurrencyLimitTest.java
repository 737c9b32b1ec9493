package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;

/** Costly questions are answered few at a time; a client that has waited too long is told to ask again. */
class ConcurrencyLimitTest {
    @TempDir
    Path folder;

    @Test
    void aFailureFreesThePlace() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        assertThrows(ArithmeticException.class, () -> limit.run(() -> {
            throw new ArithmeticException();
        }));
        assertEquals("done", limit.run(() -> "done"));
    }

    @Test
    void anInterruptedRequestIsBusyAndStaysInterrupted() throws InterruptedException, ExecutionException {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            assertThrows(ConcurrencyLimit.Busy.class, () -> limit.run(() -> ""));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        assertTrue(interrupted.get());
    }

    @Test
    void aThirdQuestionToTheHistoryGets503() throws InterruptedException, ExecutionException {
        oneTooManyIsToldToAskAgain("GET", "/api/v1/queue", Map.of("q", "anna@hq.example.com"), "", 2);
    }

    @Test
    void aSecondWhatIfGets503() throws InterruptedException, ExecutionException {
        oneTooManyIsToldToAskAgain("POST", "/api/v1/what-if", Map.of(), "{\"lines\":1}", 1);
    }

    private void oneTooManyIsToldToAskAgain(String method, String path, Map<String, String> query, String body,
            int atOnce) throws InterruptedException, ExecutionException {
        try (FakeBoard board = new FakeBoard(folder, 3); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            WebPage page = page(board, path);
            WebRequest request = new WebRequest(method, path, new WebRequest.Caller("anna", Role.OPERATOR,
                    "127.0.0.1"), query, Map.of(), Map.of("content-type", "application/json"),
                    body.getBytes(StandardCharsets.UTF_8));
            board.server.gate = new CountDownLatch(1);
            board.server.atGate.drainPermits();
            List<Future<WebAnswer>> first = new ArrayList<>();
            for (int i = 0; i < atOnce; i++)
                first.add(threads.submit(() -> page.answer(request)));
            board.server.atGate.acquire(atOnce);
            Future<WebAnswer> last = threads.submit(() -> page.answer(request));
            try {
                WebAnswer.Whole busy = (WebAnswer.Whole) last.get();
                assertEquals(503, busy.status());
                assertEquals("5", busy.headers().get("Retry-After"));
                assertEquals("The server is busy with questions like this one. Ask again in some seconds.",
                        JsonAnswers.tree(busy.body()).path("error").asText());
            } finally {
                board.server.gate.countDown();
            }
            for (Future<WebAnswer> answer : first)
                assertEquals(200, ((WebAnswer.Whole) answer.get()).status());
            assertEquals(200, ((WebAnswer.Whole) page.answer(request)).status());
        }
    }

    private static WebPage page(FakeBoard board, String path) {
        List<WebPage> found = new ArrayList<>();
        board.api().addTo((_, pattern, _, page) -> {
            if (pattern.equals(path)) found.add(page);
        });
        return found.getFirst();
    }
}
