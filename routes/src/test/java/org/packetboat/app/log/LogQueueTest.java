package org.packetboat.app.log;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pipe that nobody reads stops nobody who logs. */
class LogQueueTest {
    private static final int MANY = 50_000;

    private final LoggerContext context = new LoggerContext();
    private final Output output = new Output();
    private LogQueue queue;
    private Logger log;

    /** Takes bytes only while it is read. */
    private static final class Output extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final Semaphore read = new Semaphore(0);

        @Override
        public void write(int b) {
            read.acquireUninterruptibly();
            read.release();
            synchronized (taken) {
                taken.write(b);
            }
        }

        void isRead() {
            read.release();
        }

        String text() {
            synchronized (taken) {
                return taken.toString(StandardCharsets.UTF_8);
            }
        }
    }

    @BeforeEach
    void start() {
        queue = LogSetup.queue(context, new LogLayout(), output);
        log = context.getLogger("org.packetboat.mail");
        log.setLevel(Level.INFO);
        log.addAppender(queue);
    }

    @AfterEach
    void stop() {
        output.isRead();
        context.stop();
    }

    @Test
    @Timeout(60)
    void linesThatNobodyTakesAreDroppedAndCountedAndItIsSaidOnceTheyAreReadAgain() {
        for (int i = 0; i < MANY; i++)
            log.info("line {}", i);
        long dropped = queue.dropped();
        assertTrue(dropped > MANY / 2, () -> dropped + " dropped");
        output.isRead();
        await().until(() -> output.text().contains("event=log-lines-dropped count=" + dropped));
        log.info("and on");
        await().until(() -> output.text().endsWith("and on\n"));
        assertEquals(dropped, queue.dropped());
        assertEquals(MANY - dropped, output.text().lines().filter(l -> l.contains(" line ")).count());
    }

    @Test
    @Timeout(60)
    void errorsHaveRoomLeft() {
        for (int i = 0; i < MANY; i++)
            log.info("line {}", i);
        log.error("event=disk-full");
        output.isRead();
        await().until(() -> output.text().contains("event=disk-full"));
    }

    @Test
    @Timeout(60)
    void theEndWaitsForTheLastLineButNotForNobody() {
        log.info("last words");
        queue.awaitWritten(Duration.ofMillis(50));
        output.isRead();
        queue.awaitWritten(Duration.ofMinutes(1));
        assertTrue(output.text().endsWith("last words\n"), output::text);
    }
}
