package org.packetboat.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: standard output, one line an event, time first. A queue of lines stands between writers and the
 * output, so that a burst does not wait for it; no line is dropped. {@code PACKETBOAT_LOG=debug} shows more.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final int QUEUED_LINES = 8192;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        ConsoleOutput console = new ConsoleOutput(queue);
        console.setContext(context);
        console.setEncoder(layout(context));
        console.start();
        queue.setQueueSize(QUEUED_LINES);
        queue.setDiscardingThreshold(0);
        queue.addAppender(console);
        queue.start();
        context.getLogger("ROOT").setLevel(Level.WARN);
        context.getLogger("ROOT").addAppender(queue);
        context.getLogger("org.packetboat").setLevel(Level.toLevel(System.getenv("PACKETBOAT_LOG"), Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Has log lines go into a file instead, from now on.
     *
     * @param file made anew
     */
    public static void into(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(layout(context));
        appender.start();
        off();
        context.getLogger("ROOT").addAppender(appender);
    }

    /** Lets no more log lines go anywhere. */
    public static void off() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT").detachAndStopAllAppenders();
    }

    private static PatternLayoutEncoder layout(LoggerContext context) {
        PatternLayoutEncoder layout = new PatternLayoutEncoder();
        layout.setContext(context);
        layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %msg%n");
        layout.start();
        return layout;
    }
}
