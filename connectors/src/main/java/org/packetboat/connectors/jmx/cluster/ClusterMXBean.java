package org.packetboat.connectors.jmx.cluster;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Unit;

/** This machine's part in a hub ({@code org.packetboat:type=Cluster}); there on standbys, too. */
@Described("This machine's part in a hub whose queue Kafka's brokers keep.")
public interface ClusterMXBean {
    @Described("The hub's name.")
    String getHub();

    @Described("The server whose queue it is.")
    String getInstance();

    @Described("This machine's name.")
    String getMachine();

    @Described("What it is at: READING (a standby), SEARCHING and LOADING (on its way to one), TAKING_OVER, OWNING, "
            + "CLOSED.")
    String getRole();

    @Described("The machine that owns the queue, as far as this one knows; empty if it knows of none.")
    String getOwner();

    @Described("The number of the last change of the queue that this machine's disk has.")
    long getPosition();

    @Described("How many changes it knows of that its disk has not.")
    long getLag();

    @Described("For how long its disk has not had all changes; 0 while it has.")
    @Unit("s")
    long getLagSeconds();

    @Described("The term of the owner that it follows, or is: it grows with each change of the owner.")
    long getTerm();

    @Described("All machines of the hub, each as it told itself in the last seconds; those that were not heard for an "
            + "hour are left out.")
    List<MachineRow> getMachines();

    /**
     * Begins to give the queue to another machine.
     *
     * @return why not; empty if it has begun
     */
    @Described("Begins to give the queue to another machine of the hub: what is under way is ended first. Says why "
            + "not; nothing if it has begun.")
    String moveTo(String machine);

    @Described("For how long it has seen no sign of the owner; 0 while it owns.")
    @Unit("ms")
    long getSilentMillis();

    @Described("Whether it may send mail now.")
    boolean isSending();

    @Described("Where its data is.")
    String getDataFolder();
}
