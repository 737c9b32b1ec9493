package org.packetboat.connectors.jmx;

import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;
import org.packetboat.connectors.jmx.described.Unit;
import java.util.List;

/** A big send over JMX ({@code org.packetboat:type=Batch,name=…}); there while its ledger is kept. */
@Described("A big send; there while its ledger is kept.")
public interface BatchMXBean {
    @Described("When the first mail of it was accepted.")
    String getStarted();

    @Described("Envelopes in all: one for each message and destination domain.")
    long getSites();

    @Described("Envelopes still on their way.")
    long getWaiting();

    @Described("Envelopes all of whose recipients have it.")
    long getDelivered();

    @Described("Envelopes that another Packetboat has, which has not told yet that they arrived.")
    long getRelayed();

    @Described("Of those delivered, how many after the time they should have been.")
    long getLate();

    @Described("Envelopes some of whose recipients will never get it.")
    long getFailed();

    @Described("The same as a number.")
    @Unit(Unit.EPOCH_MILLIS)
    long getStartedMillis();

    @Described("How far its stages are, such as stage 1 of 3, paused; empty if it goes to all at once.")
    String getStage();

    @Described("How each site stands with it.")
    @Reads
    List<BatchSiteRow> listEnvelopes();
}
