package org.packetboat.connectors.smtp.client;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** An address in place of a name: bare, or in brackets as RFC 5321 section 4.1.3 writes it. */
final class AddressLiteral {
    private static final String IPV6 = "ipv6:";

    private AddressLiteral() {
    }

    /** The address, if the text is one. Nobody is asked. */
    static Optional<InetAddress> read(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean tagged = inner.toLowerCase(Locale.ROOT).startsWith(IPV6);
        String address = tagged ? inner.substring(IPV6.length()) : inner;
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(address));
    }
}
