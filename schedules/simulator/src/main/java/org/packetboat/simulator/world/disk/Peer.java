package org.packetboat.simulator.world.disk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.packetboat.protocols.bundle.history.MemoryHistory;
import org.packetboat.protocols.bundle.packing.PackedBundle;

/** What a node keeps on its disk about one other that it speaks UUCP with. */
public final class Peer {
    private static final long HISTORY = 1 << 16;

    private final SplittableRandom random;
    private final LossySpool spool;
    private final Map<String, PackedBundle> bundles = new LinkedHashMap<>();
    private MemoryHistory history = new MemoryHistory(HISTORY);
    private boolean busy;

    public Peer(SplittableRandom random) {
        this.random = random;
        this.spool = new LossySpool(random.split());
    }

    public LossySpool spool() {
        return spool;
    }

    public MemoryHistory history() {
        return history;
    }

    /** The power fails. Now and then the folder of what was exchanged is lost, too: that may only cost line time. */
    public void crash() {
        spool.crash();
        if (random.nextInt(4) == 0) history = new MemoryHistory(HISTORY);
        busy = false;
    }

    public void keep(PackedBundle bundle) {
        bundles.put(bundle.id(), bundle);
    }

    public List<PackedBundle> bundles() {
        return new ArrayList<>(bundles.values());
    }

    public void discard(String bundle) {
        bundles.remove(bundle);
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
