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
}
