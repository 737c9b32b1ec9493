package org.packetboat.protocols.milter;

/** Does what takes as long as the disk does, where that holds up nobody else, and comes back when it is done. */
public interface Disk {
    /** What this throws is thrown here. */
    void run(Runnable work);
}
