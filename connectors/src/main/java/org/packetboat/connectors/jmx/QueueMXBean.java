package org.packetboat.connectors.jmx;

import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;
import org.packetboat.connectors.jmx.described.Unit;
import java.util.List;

/** A domain's queue over JMX ({@code org.packetboat:type=Queue,domain=…}); there while mail waits. */
@Described("The queue of a domain; there while mail waits.")
public interface QueueMXBean {
    @Described("Envelopes waiting, those under way included.")
    long getDepth();

    @Described("Bytes of the messages waiting.")
    @Unit(Unit.BYTES)
    long getBytes();

    @Described("When the one that has waited longest arrived.")
    String getOldest();

    @Described("When its route is tried next.")
    String getNextWindow();

    @Described("When all of it is expected to be where it goes.")
    String getExpectedArrival();

    @Described("sending, open, closed, resting, down, held or no-route.")
    String getState();

    @Described("The last reply of the far side that kept mail here.")
    String getLastReply();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getOldestMillis();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getNextWindowMillis();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getExpectedArrivalMillis();

    @Described("Why the oldest of it will not make it; empty if all is well as far as is known.")
    String getTrouble();

    @Described("The site whose route serves it; empty if none does.")
    String getSite();

    @Described("The first envelopes, in the order they leave.")
    @Reads
    List<EnvelopeRow> listEnvelopes(@Described("how many at most") int most);
}
