package org.packetboat.connectors.disk;

import java.io.IOException;

/** A disk can't be read or written, or is no longer there. The text says which disk, and what to do. */
final class DiskTrouble extends IOException {
    private static final long serialVersionUID = 1;

    DiskTrouble(String what) {
        super(what);
    }

    DiskTrouble(String what, IOException why) {
        super(what + ": " + why.getMessage(), why);
    }
}
