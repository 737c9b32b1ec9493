package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ports of which one is as good as another for a call. Ports may be in several pools; a pool may have one. Any thread
 * may use it.
 */
public final class ModemPool {
    private final List<ModemPort> ports;

    /** @param ports in order of preference */
    public ModemPool(List<ModemPort> ports) {
        this.ports = List.copyOf(ports);
    }

    /** Whether a line comes up only by dialling. */
    boolean dials() {
        return ports.stream().anyMatch(port -> port.modem().isPresent());
    }

    /**
     * Takes the first port that is free here, not locked by another program, and there at all; those that failed lately
     * come last.
     *
     * @throws IOException if none could be had, and for at least one of them because of its lock folder
     */
    Optional<ModemPort.Lease> take(Instant now) throws IOException, InterruptedException {
        List<ModemPort> fitFirst = ports.stream().sorted(Comparator.comparing((ModemPort p) -> !p.isFit(now))).toList();
        Optional<IOException> trouble = Optional.empty();
        for (ModemPort port : fitFirst) {
            try {
                Optional<ModemPort.Lease> lease = port.take();
                if (lease.isPresent()) return lease;
            } catch (IOException folder) {
                trouble = Optional.of(folder);
            }
        }
        if (trouble.isPresent()) throw trouble.get();
        return Optional.empty();
    }
}
