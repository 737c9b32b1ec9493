package org.packetboat.connectors.kafka.client;

import java.time.Duration;

/** How long to wait before what failed is tried again: twice as long each time, up to half a minute. */
public final class Waits {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration first;
    private Duration next;

    public Waits(Duration first) {
        this.first = first;
        this.next = first;
    }

    public Duration next() {
        Duration now = next;
        next = now.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : now.multipliedBy(2);
        return now;
    }

    /** It went well. */
    public void reset() {
        next = first;
    }
}
