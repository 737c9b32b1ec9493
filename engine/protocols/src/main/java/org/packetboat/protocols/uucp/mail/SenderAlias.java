package org.packetboat.protocols.uucp.mail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * A name at a domain of ours for a sender that a From line can't name, since mail programs end it at the first space:
 * {@code "joe smith"@a.example} is {@code qp==22joe=20smith=22=40a=2Eexample@hub.example.com} there. What comes back
 * over the line for such a name goes to the sender.
 */
final class SenderAlias {
    private static final String MARK = "qp=";

    private SenderAlias() {}

    /** Whether a From line names it as it is. */
    static boolean isPlain(Address address) {
        return address.localPart().chars().noneMatch(Character::isWhitespace);
    }

    /** The name for this sender at this domain; itself where a From line can name it, or no name is short enough. */
    static Address of(Address sender, String domain) {
        if (isPlain(sender)) return sender;
        StringBuilder name = new StringBuilder(MARK);
        for (byte b : sender.toString().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
            if (plain) name.append((char) b);
            else name.append(String.format("=%02X", b & 0xff));
        }
        return address(name.toString() + "@" + domain).orElse(sender);
    }

    /** Whom mail for this address is for: the sender, if it is such a name at this domain of ours. */
    static Address meant(Address address, String domain) {
        String name = address.localPart();
        if (!name.startsWith(MARK) || !address.domain().name().equalsIgnoreCase(domain)) return address;
        return decoded(name.substring(MARK.length())).flatMap(SenderAlias::address)
                .filter(sender -> of(sender, domain).equals(address)).orElse(address);
    }

    private static Optional<String> decoded(String name) {
        if (!name.matches("(?:[0-9a-zA-Z]|=[0-9A-F]{2})++")) return Optional.empty();
        byte[] bytes = new byte[name.length()];
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            boolean escaped = name.charAt(i) == '=';
            bytes[length++] = (byte) (escaped ? Integer.parseInt(name.substring(i + 1, i + 3), 16) : name.charAt(i));
            if (escaped) i += 2;
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    private static Optional<Address> address(String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
