package org.packetboat.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.packetboat.engine.mail.Domain;

/** A host and a port, {@code host:port}; an IPv6 address stands in brackets. */
record HostPort(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException if the host is none or the port is out of range; 0 is left to the caller */
    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) throw new IllegalArgumentException(text);
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 0 || port > LAST_PORT) throw new IllegalArgumentException(text);
        return new HostPort(host(text.substring(0, colon)), port);
    }

    private static String host(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) return new Domain(text).name();
        String address = text.substring(1, text.length() - 1);
        InetAddress.ofLiteral(address);
        return address;
    }

    /** Reads an address to listen on; names are not looked up. */
    static InetSocketAddress listen(String text) {
        HostPort parsed = parse(text);
        return new InetSocketAddress(InetAddress.ofLiteral(parsed.host), parsed.port);
    }

    /** Reads a place to connect to. */
    static HostPort remote(String text) {
        HostPort parsed = parse(text);
        if (parsed.port == 0) throw new IllegalArgumentException(text);
        return parsed;
    }
}
