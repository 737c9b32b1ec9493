package org.packetboat.engine.router;

import java.util.Optional;

/**
 * A datagram to be sent.
 *
 * @param to empty for all neighbours
 */
public record Outgoing(Optional<Endpoint> to, Datagram datagram) {}
