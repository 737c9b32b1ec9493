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

    /**
     * Sends a branch the configuration that lies for it in the folder {@code fleet.branches}, sealed, as mail.
     *
     * @return what was done, in a sentence
     * @throws IllegalArgumentException if that can't be sent, and why
     */
    @Described("Sends a branch the configuration that lies for it in the folder fleet.branches, as mail.")
    String pushConfiguration(String site);

    /**
     * What became of the last one: number and state, then the reasons, a line each.
     *
     * @throws IllegalArgumentException if nothing was pushed to it
     */
    @Described("Tells what became of the last configuration that was sent to a branch.")
    List<String> lastPush(String site);
}
