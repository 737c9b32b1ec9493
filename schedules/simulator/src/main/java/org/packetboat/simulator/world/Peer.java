package org.packetboat.simulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.packetboat.protocols.bundle.history.MemoryHistory;
import org.packetboat.protocols.bundle.packing.PackedBundle;

/** What a node keeps on its disk about one other that it speaks UUCP with. */
final class Peer {
    private static final long HISTORY = 1 << 16;

    private final SplittableRandom random;
    private final LossySpool spool;
    private final Map<String, PackedBundle> bundles = new LinkedHashMap<>();
    private MemoryHistory history = new MemoryHistory(HISTORY);
    private boolean busy;

    Peer(SplittableRandom random) {
        this.random = random;
        this.spool = new LossySpool(random.split());
    }

    LossySpool spool() {
        return spool;
    }

    MemoryHistory history() {
        return history;
    }

    /** The power fails. Now and then the folder of what was exchanged is lost, too: that may only cost line time. */
    void crash() {
        spool.crash();
        if (random.nextInt(4) == 0) history = new MemoryHistory(HISTORY);
        busy = false;
    }

    void keep(PackedBundle bundle) {
        bundles.put(bundle.id(), bundle);
    }

    List<PackedBundle> bundles() {
        return new ArrayList<>(bundles.values());
    }

    void discard(String bundle) {
        bundles.remove(bundle);
    }

    /** One session at a time. @return false if there is one */
    boolean take() {
        if (busy) return false;
        busy = true;
        return true;
    }

    void free() {
        busy = false;
    }
}
