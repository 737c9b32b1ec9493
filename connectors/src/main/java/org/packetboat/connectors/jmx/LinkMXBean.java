package org.packetboat.connectors.jmx;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Unit;

/** A link over JMX ({@code org.packetboat:type=Link,name=…}): what it has done since the start. */
@Described("A link, and what it has done since the start.")
public interface LinkMXBean {
    @Described("The site it is in session with; empty if none.")
    String getSite();

    @Described("Sessions begun.")
    long getSessions();

    @Described("Envelopes settled in sessions that are over.")
    long getEnvelopes();

    @Described("Bytes of the messages settled in sessions that are over.")
    @Unit(Unit.BYTES)
    long getBytes();

    @Described("What its calls cost by its tariff since the start, for each currency, like 12.40 EUR; empty without "
            + "a tariff.")
    List<String> getCost();

    @Described("Site, time and reason of the last session's end.")
    String getLastEnding();

    @Described("What that session carried: port, number, direction, bytes on the wire and of mail, "
            + "packets sent again, efficiency.")
    String getLastFigures();
}
