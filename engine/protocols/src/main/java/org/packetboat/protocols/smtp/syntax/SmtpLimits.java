package org.packetboat.protocols.smtp.syntax;

import java.time.Duration;

/**
 * How much the SMTP server puts up with. The largest message is the intake's to say.
 *
 * @param connections open at a time; one more is told 421 4.3.2
 * @param perClient   connections that one address may have open at a time, and half as many as a network (/24, /56)
 *                    may; one more is told 421 4.7.0
 * @param recipients  of one message; one more is told 452 4.5.3 (RFC 5321 section 4.5.3.1.10)
 * @param strangers   how many recipients a message may have that comes from somebody who may not relay; 100 is the
 *                    least that RFC 5321 section 4.5.3.1.8 allows
 * @param hops        trace lines a message may bring along; more is a loop, 554 5.4.6 (RFC 5321 section 6.3)
 * @param textLine    bytes of a line of text without its CRLF. RFC 5321 section 4.5.3.1.6 asks for 998 at least; up
 *                    to this limit lines are kept as they are, a longer one is 554 5.6.0
 * @param errors      a client may make between two accepted messages; one more is told 421 4.7.0
 * @param idle        a client may take for a command, and be silent for within a text; then 421 4.4.2 (RFC 5321 section
 *                    4.5.3.2.7: five minutes)
 * @param hold        the longest a sender may ask mail to be held for (RFC 4865)
 */
public record SmtpLimits(int connections, int perClient, int recipients, int strangers, int hops, int textLine,
        int errors, Duration idle, Duration hold) {
    /** The least that has to be taken of anybody. */
    public static final int LEAST_RECIPIENTS = 100;

    /** How often, within the time that a client has, to look whether it is too slow. */
    public static final int GLANCES = 10;

    /** What is good for a hub that sends to thousands of branches at once. */
    public static final SmtpLimits STANDARD = new SmtpLimits(1000, 250, 50_000, LEAST_RECIPIENTS, 50,
            65_536, 20, Duration.ofMinutes(5),
            Duration.ofDays(30));

    /** @throws IllegalArgumentException naming the limit that makes no sense */
    public SmtpLimits {
        atLeast(1, connections, "connections");
        atLeast(1, perClient, "connections per client");
        atLeast(LEAST_RECIPIENTS, recipients, "recipients");
        atLeast(LEAST_RECIPIENTS, strangers, "recipients of strangers");
        atLeast(1, hops, "hops");
        atLeast(998, textLine, "text line");
        atLeast(1, errors, "errors");
        positive(idle, "idle");
        positive(hold, "hold");
    }

    /** What strangers are allowed is the least there is. */
    public SmtpLimits(int connections, int perClient, int recipients, int hops, int textLine, int errors,
            Duration idle, Duration hold) {
        this(connections, perClient, recipients, LEAST_RECIPIENTS, hops, textLine, errors, idle, hold);
    }

    /** How many recipients a message may have. @param stranger whether its client may not relay */
    public int recipients(boolean stranger) {
        return stranger ? Math.min(strangers, recipients) : recipients;
    }

    /** The time between two looks whether a client is too slow. */
    public Duration glance() {
        return idle.dividedBy(GLANCES);
    }

    private static void atLeast(int least, int found, String name) {
        if (found < least) {
            throw new IllegalArgumentException(
                    "smtp limit \"" + name + "\" is " + found + "; expected at least " + least);
        }
    }

    private static void positive(Duration found, String name) {
        if (found.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("smtp limit \"" + name + "\" is " + found + "; expected more than zero");
        }
    }
}
