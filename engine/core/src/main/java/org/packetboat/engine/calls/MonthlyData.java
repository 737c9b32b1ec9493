package org.packetboat.engine.calls;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * How much data a month includes, of a link or of the calls to a number or site.
 *
 * @param megabytes of 1,000,000 bytes over the line, both ways
 * @param beyond    what comes when they are used up
 * @param zone      by whose calendar a month begins and ends
 */
public record MonthlyData(int megabytes, Beyond beyond, ZoneId zone) {
    private static final long MEGABYTE = 1_000_000;

    /** What comes when all is used up. */
    public enum Beyond {
        /** No call until the month is over. */
        STOP,
        /** What goes beyond costs what the tariff says. */
        PAY
    }

    /** What is included, in bytes. */
    public long bytes() {
        return megabytes * MEGABYTE;
    }

    /** The month that an instant is in. */
    YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(zone));
    }

    /** When that month is over. */
    public Instant ends(Instant at) {
        return month(at).plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }
}
