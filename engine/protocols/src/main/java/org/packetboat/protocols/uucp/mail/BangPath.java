package org.packetboat.protocols.uucp.mail;

import java.util.Optional;
import org.packetboat.engine.mail.Address;

/** Addresses as UUCP writes them: {@code joe@denver.example.com}, {@code denver.example.com!joe}, {@code joe}. */
final class BangPath {
    private BangPath() {}

    /**
     * The mailbox it means: that of the last domain on the path, as RFC 976 section 2.1 has it.
     *
     * @param here the domain of a name that stands alone
     * @return empty if it is no address
     */
    static Optional<Address> address(String text, String here) {
        try {
            if (text.indexOf('@') > 0) return Optional.of(Address.parseLoosely(text));
            int last = text.lastIndexOf('!');
            if (last < 0) return Optional.of(Address.parseLoosely(text + "@" + here));
            String host = text.substring(text.lastIndexOf('!', last - 1) + 1, last);
            return Optional.of(Address.parseLoosely(text.substring(last + 1) + "@" + host));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
