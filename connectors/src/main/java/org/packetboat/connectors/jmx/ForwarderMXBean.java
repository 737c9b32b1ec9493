package org.packetboat.connectors.jmx;

import java.util.List;

/** The forwarder over JMX ({@code org.packetboat:type=Forwarder}). */
public interface ForwarderMXBean {
    /** What it is sending now: at most one session to other servers, and one of local delivery. */
    List<SessionRow> getSessions();
}
