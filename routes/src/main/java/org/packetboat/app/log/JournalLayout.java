package org.packetboat.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lines for systemd's journal: each begins with its priority (sd-daemon(3)), which the journal takes off, so that
 * {@code journalctl -p warning} shows what is to be looked at.
 */
final class JournalLayout extends LayoutBase<ILoggingEvent> {
    private final LogLayout text = new LogLayout();

    /** Whether standard output goes there: systemd says to which socket it has tied it. */
    static boolean isJournal() {
        return isSocket(String.valueOf(System.getenv("JOURNAL_STREAM")), Path.of("/proc/self/fd/1"));
    }

    /** @param stream {@code DEVICE:INODE} */
    static boolean isSocket(String stream, Path output) {
        try {
            return stream.equals(Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noSuchFile) {
            return false;
        }
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String priority = "<" + priority(event.getLevel()) + ">";
        return priority + text.doLayout(event).replace("\n\t", "\n" + priority + "\t");
    }

    private static int priority(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) return 3;
        if (level.isGreaterOrEqual(Level.WARN)) return 4;
        return level.isGreaterOrEqual(Level.INFO) ? 6 : 7;
    }
}
