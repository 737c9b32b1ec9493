package org.packetboat.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.Layout;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.packetboat.app.config.settings.LogSettings;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: one line an event, time first, through a {@link LogQueue}. To standard output until the
 * configuration is read; {@link #use} has them go where it says. {@code PACKETBOAT_LOG=debug} shows more, whatever the
 * configuration says.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String QUEUE = "queue";
    private static final String STANDARD_OUTPUT = "standard output";
    private static final String OURS = "org.packetboat";
    private static final String LEVEL = "PACKETBOAT_LOG";
    private static final Duration MOST_AT_STOP = Duration.ofSeconds(1);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogQueue queue = queue(context, layout(), standardOutput(), STANDARD_OUTPUT);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        FatalErrors fatal = new FatalErrors();
        fatal.setContext(context);
        fatal.start();
        root.addAppender(fatal);
        root.addAppender(queue);
        context.getLogger(OURS).setLevel(Level.toLevel(System.getenv(LEVEL), Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * From now on lines go where the configuration says.
     *
     * @throws IOException if the file can't be written; then lines go on where they went
     */
    public static void use(LogSettings settings) throws IOException {
        OutputStream output = settings.file().isEmpty()
                ? standardOutput()
                : new RotatedFile(settings.file().get(), settings.maxSize(), settings.keep());
        Layout<ILoggingEvent> layout = settings.json()
                ? new JsonLayout()
                : settings.file().isEmpty() ? layout() : new LogLayout();
        LogQueue next = queue(root().getLoggerContext(), layout, output,
                settings.file().map(Path::toString).orElse(STANDARD_OUTPUT));
        finish();
        root().detachAppender(QUEUE);
        root().addAppender(next);
        String level = Optional.ofNullable(System.getenv(LEVEL)).orElse(settings.level());
        root().getLoggerContext().getLogger(OURS).setLevel(Level.toLevel(level, Level.INFO));
    }

    static LogQueue queue(LoggerContext context, Layout<ILoggingEvent> layout, OutputStream output,
            String where) {
        layout.setContext(context);
        layout.start();
        LogQueue queue = new LogQueue(layout, output, where);
        queue.setName(QUEUE);
        queue.setContext(context);
        queue.start();
        return queue;
    }

    /** {@link System#out} would say nothing of lines that it could not write. */
    private static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /** For standard output: the journal is told levels. */
    private static Layout<ILoggingEvent> layout() {
        return JournalLayout.isJournal() ? new JournalLayout() : new LogLayout();
    }

    /** How many lines were dropped since the start, because nobody took them or they could not be written. */
    public static long dropped() {
        return root().getAppender(QUEUE) instanceof LogQueue queue ? queue.dropped() : 0;
    }

    /** Why lines were dropped: what was the matter last. */
    public static String whyDropped() {
        return root().getAppender(QUEUE) instanceof LogQueue queue ? queue.why() : "";
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
        LogLayout layout = new LogLayout();
        layout.setContext(context);
        layout.start();
        encoder.setLayout(layout);
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
