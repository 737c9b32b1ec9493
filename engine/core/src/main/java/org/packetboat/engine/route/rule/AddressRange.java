package org.packetboat.engine.route.rule;

import java.util.function.Function;
import org.packetboat.engine.intake.ClientAddress;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param text   as it was written
 * @param base   its first address
 * @param prefix how many bits all of its addresses have from that
 */
public record AddressRange(String text, ClientAddress base, int prefix) {
    /**
     * Reads {@code 192.0.2.0/24}, {@code fe80::/10}, or a single address.
     *
     * @param literal the bytes of an address as it is written; an IllegalArgumentException if it is none
     * @throws IllegalArgumentException if it is no range
     */
    public static AddressRange parse(String text, Function<String, byte[]> literal) {
        int slash = text.indexOf('/');
        ClientAddress base = ClientAddress.of(literal.apply(slash < 0 ? text : text.substring(0, slash)));
        int prefix = slash < 0 ? base.bits().length() : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > base.bits().length() || base.hasBitsBeyond(prefix))
            throw new IllegalArgumentException("\"" + text + "\" is no range of addresses");
        return new AddressRange(text, base, prefix);
    }

    /** Whether an address lies in it. */
    public boolean contains(ClientAddress address) {
        return address.sharesPrefix(base, prefix);
    }

    /** Whether all of the other lies in it. */
    public boolean covers(AddressRange other) {
        return other.prefix >= prefix && contains(other.base);
    }
}
