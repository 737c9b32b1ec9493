package org.packetboat.protocols.bundle.packing;

import java.util.List;
import org.packetboat.engine.link.Transfer;

/** A batch being filled. */
public interface Room {
    /** Takes a transfer in, unless it must wait for the next batch. An empty room takes any. */
    boolean take(Transfer transfer);

    /** Whether asking for more makes no sense. */
    boolean isFull();

    /** What was taken, in order. */
    List<Transfer> transfers();
}
