package org.packetboat.connectors.system;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A log that is kept in memory, of this level and above. */
final class LogLines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    /** What was logged. */
    record Line(Level level, String text) {}

    final transient List<Line> all = new ArrayList<>();
    private final Level from;

    LogLines(Level from) {
        this.from = from;
    }

    private boolean has(Level level) {
        return level.toInt() >= from.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return has(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return has(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return has(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return has(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return has(Level.ERROR);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String form, Object[] parts,
            Throwable why) {
        all.add(new Line(level, MessageFormatter.basicArrayFormat(form, parts)));
    }
}
