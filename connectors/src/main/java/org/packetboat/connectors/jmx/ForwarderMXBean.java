package org.packetboat.connectors.jmx;

import org.packetboat.connectors.jmx.described.Described;
import java.util.List;

/** The forwarder over JMX ({@code org.packetboat:type=Forwarder}). */
@Described("The forwarder.")
public interface ForwarderMXBean {
    @Described("The sessions under way, with their progress.")
    List<SessionRow> getSessions();
}
