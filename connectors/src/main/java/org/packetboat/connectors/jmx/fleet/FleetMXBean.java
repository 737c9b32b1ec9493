package org.packetboat.connectors.jmx.fleet;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;

/** The branches that tell how they are with each call ({@code org.packetboat:type=Fleet}). */
@Described("The branches that tell how they are with each call.")
public interface FleetMXBean {
    @Described("How each branch was when it was heard last.")
    List<BranchRow> getBranches();

    @Described("How many branches have been silent for too many windows.")
    int getSilent();

    /**
     * Forgets a branch that is no more.
     *
     * @return what was done, in a sentence
     * @throws IllegalArgumentException if nothing was heard of it
     */
    @Described("Forgets a branch that is no more, or of which two machines reported, until it tells again.")
    String forget(String site);
}
