package org.packetboat.engine.mail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * When a message should have arrived, and what becomes of it if it has not (RFC 2852).
 *
 * @param at    the time
 * @param mode  what happens then to what has not arrived
 * @param trace whether each server that hands it on is to tell the sender so (by-trace, RFC 2852 section 4)
 * @param counted whether its sender said how long it may take, and not by when: then it counts as mail ages
 */
public record DeliverBy(Instant at, Mode mode, boolean trace, boolean counted) {
    /** A time of the machine's clock. */
    public DeliverBy(Instant at, Mode mode, boolean trace) {
        this(at, mode, trace, false);
    }

    /** So long from now, whatever becomes of the clock. */
    public static DeliverBy within(Instant at, Mode mode, boolean trace) {
        return new DeliverBy(at, mode, trace, true);
    }

    /** The same at another time. */
    public DeliverBy at(Instant other) {
        return new DeliverBy(other, mode, trace, counted);
    }

    /** The by-mode. */
    public enum Mode {
        /** Its sender is told of the delay, and it goes on. */
        NOTIFY,
        /** It is not delivered any more and comes back to its sender. */
        RETURN
    }

    /** By then, or the sender is told and it goes on. */
    public static DeliverBy notify(Instant at) {
        return new DeliverBy(at, Mode.NOTIFY, false);
    }

    /** By then, or not at all. */
    public static DeliverBy orReturn(Instant at) {
        return new DeliverBy(at, Mode.RETURN, false);
    }

    /**
     * Reads a time and what follows it, as people and files write it: {@code 2026-11-20T06:00:00Z}, or with
     * {@code ;N} (notify, the default) or {@code ;R} (return), each with a {@code T} behind it for a trace.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static DeliverBy parse(String text) {
        int semicolon = text.indexOf(';');
        String how = semicolon < 0 ? "N" : text.substring(semicolon + 1);
        if (!how.matches("[NR]T?")) throw notOne(text);
        try {
            return new DeliverBy(MailDate.parse(semicolon < 0 ? text : text.substring(0, semicolon)),
                    how.startsWith("R") ? Mode.RETURN : Mode.NOTIFY, how.endsWith("T"));
        } catch (DateTimeException e) {
            throw notOne(text);
        }
    }

    private static IllegalArgumentException notOne(String text) {
        return new UnexpectedText(text,
                "a time like 2026-11-20T06:00:00Z, and perhaps ;N (tell the sender) or ;R (return)");
    }

    /** When what was to expire at a time is given up: no later than this if it is to be returned then. */
    public Instant orSooner(Instant expires) {
        return mode == Mode.RETURN && at.isBefore(expires) ? at : expires;
    }

    /** How much time is left, in whole seconds; negative once it has passed. */
    public long secondsLeft(Instant now) {
        return Math.floorDiv(Duration.between(now, at).toMillis(), 1000);
    }

    /** What follows the time where it is written: {@code N}, {@code R}, {@code NT}, {@code RT}. */
    public String letters() {
        return (mode == Mode.RETURN ? "R" : "N") + (trace ? "T" : "");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return at + ";" + letters();
    }
}
