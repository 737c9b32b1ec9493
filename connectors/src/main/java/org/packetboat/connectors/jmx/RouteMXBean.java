package org.packetboat.connectors.jmx;

/** A route over JMX ({@code org.packetboat:type=Route,site=…}). */
public interface RouteMXBean {
    /** open, available or unavailable. */
    String getState();

    /** 1 to 14 open, 15 available, 16 unavailable. */
    int getHops();

    String getOpens();

    String getCloses();

    long getDepth();

    boolean isInSession();

    String getLastReply();

    /** Bytes of messages that sessions with its site carried since the start, both ways. */
    long getMail();

    /** Bytes that went over the line for it. */
    long getWire();

    /** Bytes of mail for each byte on the line: more than 1 where compression saved something; 0 before any session. */
    double getRatio();
}
