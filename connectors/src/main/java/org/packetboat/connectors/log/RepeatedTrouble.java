package org.packetboat.connectors.log;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs one trouble that comes again and again: a line when it begins, one a minute with a count while it lasts, and one
 * when it is over. A full disk that fails every commit would else write thousands of equal lines, and fill the disk of
 * the log as well. May be used from any thread.
 */
public final class RepeatedTrouble {
    /** How often a trouble that lasts is told. */
    static final Duration REMINDER = Duration.ofMinutes(1);
    /**
     * It is over when it was not seen for so long: on a full disk, small writes succeed between large ones that fail.
     */
    static final Duration QUIET = Duration.ofSeconds(10);

    private static final String FORM = "{} times={} in-all={}";

    private final Logger log;
    private final Level level;
    private final LongSupplier nanos;
    private String last = "";
    private volatile long count;
    private long untold;
    private long toldAt;
    private long seenAt;

    /** One that somebody has to do something about. */
    public RepeatedTrouble(Logger log) {
        this(log, Level.ERROR);
    }

    /** @param level WARN or ERROR */
    public RepeatedTrouble(Logger log, Level level) {
        this(log, level, System::nanoTime);
    }

    /** @param nanos elapsed time */
    RepeatedTrouble(Logger log, Level level, LongSupplier nanos) {
        this.log = log;
        this.level = level;
        this.nanos = nanos;
    }

    /** It has happened. @param line tells of it; of several in a minute, only the first is logged */
    public synchronized void note(String line) {
        long now = nanos.getAsLong();
        last = line;
        seenAt = now;
        untold++;
        if (count++ > 0 && now - toldAt < REMINDER.toNanos()) return;
        if (level == Level.WARN) log.warn(FORM, line, untold, count);
        else log.error(FORM, line, untold, count);
        untold = 0;
        toldAt = now;
    }

    /** All is well at this moment. */
    public void good() {
        if (count > 0) end();
    }

    private synchronized void end() {
        if (count == 0 || nanos.getAsLong() - seenAt < QUIET.toNanos()) return;
        log.info("{} in-all={} now=over", last, count);
        count = 0;
        untold = 0;
    }
}
