package org.packetboat.connectors.jmx;

/** A link over JMX ({@code org.packetboat:type=Link,name=…}): what it has done since the start. */
public interface LinkMXBean {
    /** The site it is in session with; empty if none. */
    String getSite();

    long getSessions();

    /** Envelopes settled in sessions that are over. */
    long getEnvelopes();

    /** Bytes of their messages. */
    long getBytes();

    /** Site, time and reason of the last session's end. */
    String getLastEnding();

    /** What it carried: port, number, direction, bytes on the wire and of mail, packets sent again, efficiency. */
    String getLastFigures();
}
