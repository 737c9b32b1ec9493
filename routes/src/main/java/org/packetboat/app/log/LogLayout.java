package org.packetboat.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.time.ZoneOffset;
import org.packetboat.engine.text.Quoted;

/**
 * A log line: time, level, message; a stack trace below it, each line of it indented. Values that are filled into a
 * message are quoted and escaped here, whoever logs them, so that no text from outside can forge a line or a key.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", ZoneOffset.UTC);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256).append(time.format(event.getTimeStamp())).append(' ')
                .append(event.getLevel());
        if (event.getLevel().levelStr.length() < 5) line.append(' ');
        line.append(' ').append(message(event)).append('\n');
        if (event.getThrowableProxy() != null) trace(line, "", event.getThrowableProxy());
        return line.toString();
    }

    static String message(ILoggingEvent event) {
        Object[] values = event.getArgumentArray();
        return values == null ? Quoted.printable(event.getMessage()) : filled(event.getMessage(), values);
    }

    /** @param pattern with <code>{}</code> for each value */
    private static String filled(String pattern, Object[] values) {
        StringBuilder out = new StringBuilder(pattern.length() + 64);
        int from = 0;
        for (Object value : values) {
            int at = pattern.indexOf("{}", from);
            if (at < 0) break;
            out.append(pattern, from, at);
            String text = String.valueOf(value);
            out.append(at > 0 && pattern.charAt(at - 1) == '"' ? Quoted.inner(text) : Quoted.value(text));
            from = at + 2;
        }
        return Quoted.printable(out.append(pattern, from, pattern.length()).toString());
    }

    private static void trace(StringBuilder out, String before, IThrowableProxy thrown) {
        out.append('\t').append(before).append(thrown.getClassName()).append(": ")
                .append(Quoted.printable(String.valueOf(thrown.getMessage()))).append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int shown = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < shown; i++)
            out.append("\t\t").append(frames[i]).append('\n');
        if (thrown.getCause() != null) trace(out, "caused by ", thrown.getCause());
        for (IThrowableProxy other : thrown.getSuppressed())
            trace(out, "besides ", other);
    }
}
