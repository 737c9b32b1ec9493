package org.packetboat.protocols.smtp.server.port;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Counts the people that strangers name and that do not exist: who names many is looking for those who do (a directory
 * harvest). Only people who get an accepted message make up for it; the postmaster, who always exists, does not. Asked
 * by the threads of all connections.
 */
public interface HarvestGuard {
    /** Nobody is slowed down. */
    HarvestGuard NONE = new HarvestGuard() {
        @Override
        public Duration missed(InetAddress client) {
            return Duration.ZERO;
        }

        @Override
        public boolean isShut(InetAddress client) {
            return false;
        }

        @Override
        public void accepted(InetAddress client, int people) {}
    };

    /** A client has named somebody who does not exist. @return how long the answer is held back (tarpit) */
    Duration missed(InetAddress client);

    /** Whether a client has named so many that it is not told any more who exists. */
    boolean isShut(InetAddress client);

    /** A client's message was accepted. @param people how many it is for, not counting the postmaster */
    void accepted(InetAddress client, int people);
}
