package org.packetboat.connectors.jmx.disks;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;

/** Disks that carry mail ({@code org.packetboat:type=Disks}). */
@Described("Disks that carry mail: which are plugged in, and what on them is not answered.")
public interface DisksMXBean {
    @Described("How they stand, for each link and far side.")
    List<DiskRow> getDisks();
}
