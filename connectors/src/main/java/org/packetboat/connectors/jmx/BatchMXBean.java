package org.packetboat.connectors.jmx;

/** A big send over JMX ({@code org.packetboat:type=Batch,name=…}); there while its ledger is kept. */
public interface BatchMXBean {
    /** When the first mail of it was accepted. */
    String getStarted();

    long getSites();

    long getWaiting();

    long getDelivered();

    /** Of those delivered, how many after the time they should have been. */
    long getLate();

    long getFailed();
}
