package org.packetboat.engine.route;

import java.time.Duration;

/**
 * How long it takes to send mail to a route's site: what is supposed, or what earlier sessions have shown. For any
 * thread.
 */
public interface Pace {
    /** What the route says, of mail as it is; a call is up at once. */
    Pace NOMINAL = new Pace() {
        @Override
        public Duration transfer(Route route, long bytes) {
            return Duration.ofSeconds(bytes / route.rate());
        }

        @Override
        public Duration call(Route route) {
            return Duration.ZERO;
        }
    };

    /** From the first byte of so much mail to its last. */
    Duration transfer(Route route, long bytes);

    /** What a call costs besides: dialling, logging in, hanging up. */
    Duration call(Route route);
}
