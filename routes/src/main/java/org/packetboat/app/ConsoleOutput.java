package org.packetboat.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output behind a queue of lines: a burst is written in large pieces, and the last line of it at once. */
final class ConsoleOutput extends ConsoleAppender<ILoggingEvent> {
    private final AsyncAppender queue;

    /** @param queue from which the lines come */
    ConsoleOutput(AsyncAppender queue) {
        this.queue = queue;
        setImmediateFlush(false);
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event);
        if (queue.getNumberOfElementsInQueue() > 0) return;
        try {
            getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
