package org.packetboat.engine.breach.second;

import java.util.Optional;
import org.packetboat.engine.breach.first.First;

/** The other half. */
public record Second(Optional<First> first) {
    First wrap() {
        return new First(this);
    }
}
