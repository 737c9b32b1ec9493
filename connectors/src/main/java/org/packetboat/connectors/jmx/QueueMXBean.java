package org.packetboat.connectors.jmx;

/** A domain's queue over JMX ({@code org.packetboat:type=Queue,domain=…}); there while mail waits. */
public interface QueueMXBean {
    long getDepth();

    long getBytes();

    String getOldest();

    /** When its route is tried next. */
    String getNextWindow();

    /** When all of it is expected to be where it goes. */
    String getExpectedArrival();

    String getState();

    String getLastReply();
}
