package org.packetboat.app.log;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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
        private volatile boolean full;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final Semaphore read = new Semaphore(0);

        @Override
        public void write(int b) throws IOException {
            if (full) throw new IOException("No space left on device");
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
        queue = LogSetup.queue(context, new LogLayout(), output, "/var/log/boat");
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

    /** A disk is full, and has room again. */
    @Test
    @Timeout(60)
    void linesThatCannotBeWrittenAreCountedAndItIsSaidWhere() {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            output.full = true;
            for (int i = 0; i < 3; i++)
                log.info("line {}", i);
            queue.awaitWritten(Duration.ofMinutes(1));
        } finally {
            System.setErr(before);
        }
        assertEquals(3, queue.dropped());
        assertEquals("/var/log/boat can't be written: No space left on device", queue.why());
        String said = errors.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("/var/log/boat can't be written: No space left on device"), said);
        output.full = false;
        output.isRead();
        log.info("and on");
        await().until(() -> output.text().contains("event=log-lines-dropped count=3"));
        await().until(() -> output.text().endsWith("and on\n"));
        assertTrue(output.text().contains("/var/log/boat can't be written: No space left on device"), output::text);
        assertEquals(3, queue.dropped());
    }

    @Test
    @Timeout(60)
    void aLineThatTheLayoutFailsAtIsWrittenAsItIs() {
        queue.stop();
        log.detachAppender(queue);
        Layout<ILoggingEvent> bad = new LayoutBase<>() {
            @Override
            public String doLayout(ILoggingEvent event) {
                if (event.getLevel() == Level.INFO) throw new StackOverflowError();
                throw new IllegalStateException();
            }
        };
        queue = LogSetup.queue(context, bad, output, "");
        log.addAppender(queue);
        output.isRead();
        log.info("event=deferred to={}", "bob");
        log.warn("event=bad");
        await().until(() -> output.text().contains("event=bad"));
        assertTrue(output.text().contains("event=deferred to=bob"), output::text);
    }
}
