package org.packetboat.app.compose.web;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as people write them. */
public final class AddressText {
    private AddressText() {}

    /** The same, or {@code unix:FILE}. */
    public static String of(SocketAddress address) {
        return address instanceof InetSocketAddress net ? of(net) : "unix:" + address;
    }

    /** {@code 127.0.0.1:2525} or {@code [::1]:2525}. */
    public static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
