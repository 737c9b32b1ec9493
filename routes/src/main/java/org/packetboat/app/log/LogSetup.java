package org.packetboat.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: standard output, one line an event, time first, through a {@link LogQueue}.
 * {@code PACKETBOAT_LOG=debug} shows more.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String QUEUE = "queue";
    private static final Duration MOST_AT_STOP = Duration.ofSeconds(1);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogQueue queue = queue(context, System.out);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        FatalErrors fatal = new FatalErrors();
        fatal.setContext(context);
        fatal.start();
        root.addAppender(fatal);
        root.addAppender(queue);
        context.getLogger("org.packetboat").setLevel(Level.toLevel(System.getenv("PACKETBOAT_LOG"), Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static LogQueue queue(LoggerContext context, OutputStream output) {
        LogQueue queue = new LogQueue(layout(context), output);
        queue.setName(QUEUE);
        queue.setContext(context);
        queue.start();
        return queue;
    }

    private static LogLayout layout(LoggerContext context) {
        LogLayout layout = new LogLayout();
        layout.setContext(context);
        layout.start();
        return layout;
    }

    /** How many lines were dropped since the start, because nobody took them. */
    public static long dropped() {
        return root().getAppender(QUEUE) instanceof LogQueue queue ? queue.dropped() : 0;
    }

    /** Waits until all that was logged is written, for a second at the most. */
    public static void finish() {
        if (root().getAppender(QUEUE) instanceof LogQueue queue) queue.awaitWritten(MOST_AT_STOP);
    }

    /**
     * Has log lines go into a file instead, from now on.
     *
     * @param file made anew
     */
    public static void into(Path file) {
        LoggerContext context = root().getLoggerContext();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout(context));
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        off();
        root().addAppender(appender);
    }

    /** Lets no more log lines go anywhere. */
    public static void off() {
        root().detachAndStopAllAppenders();
    }

    private static Logger root() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
