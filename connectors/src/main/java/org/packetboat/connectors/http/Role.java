package org.packetboat.connectors.http;

/** What somebody may do; each role includes those before it. */
public enum Role {
    /** Anybody who reaches the port: what a load balancer asks. */
    ANYBODY,
    /** Sees everything but the text of mail, and changes nothing. */
    READER,
    /** Sees everything and does what the command line does. */
    OPERATOR;

    /** Whether this role includes that one. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
