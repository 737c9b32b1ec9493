package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

    /** What became of wanting a port. */
    sealed interface Taken {
        record Port(ModemPort.Lease lease) implements Taken {}

        /** @param why each of them could not be had */
        record None(String why) implements Taken {}
    }

    /**
     * Takes the first port that is free here, not locked by another program, and there at all; those that failed lately
     * come last, those whose modem does not dial the number now are left out.
     *
     * @throws IOException if none could be had, and for at least one of them because of its lock folder
     */
    Taken take(String number, Instant now) throws IOException, InterruptedException {
        List<ModemPort> fitFirst = ports.stream().sorted(Comparator.comparing((ModemPort p) -> !p.isFit(now))).toList();
        Optional<IOException> trouble = Optional.empty();
        List<String> none = new ArrayList<>();
        for (ModemPort port : fitFirst) {
            Optional<Instant> barred = port.barredUntil(number, now);
            if (barred.isPresent()) {
                none.add(port.name() + ": its modem does not dial this number before "
                        + barred.get().truncatedTo(ChronoUnit.SECONDS));
                continue;
            }
            try {
                Optional<ModemPort.Lease> lease = port.take();
                if (lease.isPresent()) return new Taken.Port(lease.get());
                none.add(port.name() + ": " + port.occupied());
            } catch (IOException folder) {
                trouble = Optional.of(folder);
            }
        }
        if (trouble.isPresent()) throw trouble.get();
        return new Taken.None("every port of this link is in use (" + String.join("; ", none) + ")");
    }
}
