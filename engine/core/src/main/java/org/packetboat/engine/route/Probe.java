package org.packetboat.engine.route;

import java.time.Duration;

/**
 * How hosts are looked after: each is connected to, and has to greet.
 *
 * @param every     the time from one look to the next
 * @param timeout   how long a host may take to greet
 * @param downAfter so many failures in a row, and it is down
 * @param upAfter   so many greetings in a row, and it is up again
 */
public record Probe(Duration every, Duration timeout, int downAfter, int upAfter) {
    public static final Probe USUAL = new Probe(Duration.ofSeconds(30), Duration.ofSeconds(10), 3, 2);
}
