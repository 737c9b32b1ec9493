package org.packetboat.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.app.process.FailFast;

/**
 * Looks at what is logged for errors after which the process must not go on. Libraries catch every error on their
 * threads, log it and limp on; so this is where one learns of it.
 */
final class FatalErrors extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** A route of the user's that lacks a jar fails by itself; see docs/camel.md. */
    private static final String ROUTES = "org.apache.camel";
    private static final int DEEPEST = 10;

    @Override
    protected void append(ILoggingEvent event) {
        if (!(event.getThrowableProxy() instanceof ThrowableProxy logged)) return;
        for (Throwable thrown : causes(logged.getThrowable())) {
            boolean routes = event.getLoggerName().startsWith(ROUTES) && thrown instanceof LinkageError;
            if (!routes) FailFast.judge(thrown);
        }
    }

    private static List<Throwable> causes(Throwable logged) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = logged; t != null && causes.size() < DEEPEST; t = t.getCause())
            causes.add(t);
        return causes;
    }
}
