package org.packetboat.engine.mail;

import java.time.DateTimeException;
import java.time.Instant;

/** Dates that come with mail: of the years 1970 to 9998, so that whoever keeps one can hold it. */
public final class MailDate {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private MailDate() {}

    /**
     * Reads a date as {@link Instant#parse} does.
     *
     * @throws DateTimeException if it is none, or is not of these years
     */
    public static Instant parse(String text) {
        return checked(Instant.parse(text));
    }

    /** @throws DateTimeException if it is not of these years */
    public static Instant checked(Instant date) {
        if (date.isAfter(Instant.EPOCH) && date.isBefore(LATEST)) return date;
        throw new DateTimeException("a date of no year from 1970 to 9998: " + date);
    }
}
