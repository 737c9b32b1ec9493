package org.packetboat.protocols.smtp.client;

import java.time.Duration;

/**
 * How long the client waits for a peer (RFC 5321 section 4.5.3.2). A wait starts anew with every
 * whole reply, and with every piece of ours that has left; not with bytes that are no whole reply.
 *
 * @param connect   for a connection to one address
 * @param greeting  for the first 220
 * @param hello     for the answers to EHLO, HELO, LHLO, STARTTLS and RSET, and for the TLS handshake
 * @param mail      for the answer to MAIL
 * @param recipient for the answer to RCPT
 * @param data      for the 354 that follows DATA
 * @param block     for one piece of a message to leave
 * @param end       for the answer to a whole message; long, because giving up here makes duplicates
 * @param quit      for the answer to QUIT; short, because nothing depends on it any more
 */
public record Timeouts(Duration connect, Duration greeting, Duration hello, Duration mail, Duration recipient,
        Duration data, Duration block, Duration end, Duration quit) {
    /** The same with no more than this for a connection, and for its greeting. */
    public Timeouts greetedWithin(Duration most) {
        return new Timeouts(shorter(connect, most), shorter(greeting, most), hello, mail, recipient, data, block, end,
                quit);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The standard's own figures; where it has none: 30 s to connect, 5 min for EHLO, 10 s for QUIT. */
    public static final Timeouts STANDARD = new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(5),
            Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(2),
            Duration.ofMinutes(3), Duration.ofMinutes(10), Duration.ofSeconds(10));
}
