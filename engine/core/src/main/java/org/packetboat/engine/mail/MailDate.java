package org.packetboat.engine.mail;

import java.time.DateTimeException;
import java.time.Instant;

/** Dates that come with mail: of the years 1970 to 9998, so that whoever keeps one can hold it. */
public final class MailDate {
    /** Nobody may have mail wait until then or later; so what waits for something else can be told by such a date. */
    static final Instant TOO_FAR = Instant.parse("2150-01-01T00:00:00Z");

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

    /** Whether mail may be asked to wait until then. All ways in ask this, so that none takes what another refuses. */
    public static boolean mayWaitUntil(Instant date) {
        return date.isBefore(TOO_FAR);
    }

    /** What is expected of a date that mail is to wait until, for people. */
    public static String expectedOfWait() {
        return "a time before " + TOO_FAR;
    }

    /** @throws DateTimeException if it is not of these years */
    public static Instant checked(Instant date) {
        if (date.isAfter(Instant.EPOCH) && date.isBefore(LATEST)) return date;
        throw new DateTimeException("a date of no year from 1970 to 9998: " + date);
    }
}
