package org.packetboat.simulator.cluster;

import org.packetboat.engine.log.LogRules;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.store.Store;

/** What the machines of a hub are built from: bugs are planted here. */
public interface ClusterParts {
    /** The program as it is. */
    ClusterParts REAL = new ClusterParts() {
    };

    /** By what its machines decide. */
    default LogRules rules(LogSettings settings) {
        return new LogRules(settings);
    }

    default Store store(Store real) {
        return real;
    }

    /** Whether brokers keep an old writer from writing. */
    default boolean fences() {
        return true;
    }
}
