package org.packetboat.engine.router;

/**
 * Where something listens on the network.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException if the port is out of range */
    public Endpoint {
        if (port < 1 || port > LAST_PORT) throw new IllegalArgumentException("port " + port + "; expected 1 to 65535");
    }
}
