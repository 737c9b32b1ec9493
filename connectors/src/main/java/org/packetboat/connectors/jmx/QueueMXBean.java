package org.packetboat.connectors.jmx;

/** A domain's queue over JMX ({@code org.packetboat:type=Queue,domain=…}); there while mail waits. */
public interface QueueMXBean {
    long getDepth();

    long getBytes();

    String getOldest();

    /** When its route is tried next. */
    String getNextWindow();

    String getState();

    String getLastReply();
}
