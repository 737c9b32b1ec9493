package org.packetboat.simulator.world.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.packetboat.protocols.bundle.history.MemoryHistory;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.uucp.exchange.MemorySpool;

/** What a node keeps on its disk about one other that it speaks UUCP with. */
public final class Peer {
    private static final long HISTORY = 1 << 16;

    private final SplittableRandom random;
    private final MemorySpool spool = new MemorySpool();
    private final Map<String, PackedBundle> bundles = new LinkedHashMap<>();
    private MemoryHistory history = new MemoryHistory(HISTORY);
    private boolean busy;

    public Peer(SplittableRandom random) {
        this.random = random;
    }

    public MemorySpool spool() {
        return spool;
    }

    public MemoryHistory history() {
        return history;
    }

    /** The power fails. Now and then the folder of what was exchanged is lost, too: that may only cost line time. */
    public void crash() {
        spool.crash(random);
        if (random.nextInt(4) == 0) history = new MemoryHistory(HISTORY);
        busy = false;
    }

    /** What was packed for the other and not acknowledged, by id. */
    public Map<String, PackedBundle> bundles() {
        return bundles;
    }

    /** One session at a time. @return false if there is one */
    public boolean take() {
        if (busy) return false;
        busy = true;
        return true;
    }

    public void free() {
        busy = false;
    }
}
