package org.packetboat.protocols.smtp.syntax;

import java.net.InetAddress;
import org.packetboat.engine.intake.ClientAddress;

/**
 * A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3): {@code 192.0.2.0/24}, {@code fe80::/10}, or
 * a single address. An IPv4 address that arrives mapped into IPv6 counts as the IPv4 address it is.
 */
public record Network(InetAddress base, int prefix) {
    /** @throws IllegalArgumentException if the prefix does not fit, or the base has bits beyond it */
    public Network {
        ClientAddress first = ClientAddress.of(base.getAddress());
        int bits = first.bits().length();
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix length is " + prefix + "; expected 0 to " + bits);
        }
        if (first.hasBitsBeyond(prefix)) {
            throw new IllegalArgumentException("network " + base.getHostAddress() + "/" + prefix
                    + " has bits set beyond its prefix; expected the network's first address");
        }
    }

    /**
     * Reads the written form. Names are not looked up.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = base.getAddress().length * 8;
            return new Network(base, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a network: \"" + text + "\"; expected a number behind the slash",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a network: \"" + text
                    + "\"; expected an address, or address/prefix like 192.0.2.0/24: " + e.getMessage(), e);
        }
    }

    /** Whether the address lies in this network. */
    public boolean contains(InetAddress address) {
        return ClientAddress.of(address.getAddress()).sharesPrefix(ClientAddress.of(base.getAddress()), prefix);
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}
