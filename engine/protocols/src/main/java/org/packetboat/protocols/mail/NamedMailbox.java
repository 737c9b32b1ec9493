package org.packetboat.protocols.mail;

import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * Somebody whom a list of addresses names (RFC 5322 section 3.4).
 *
 * @param name      the words before the angle brackets, without quotes; empty if there are none
 * @param localPart as it is written in an envelope, in quotes where it needs them
 * @param domain    empty where only a local part stands, as programs of one machine write {@code root}
 * @param end       where in the text its local part ends, if there is no domain behind it
 */
public record NamedMailbox(String name, String localPart, Optional<String> domain, int end) {
    private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~.";

    /**
     * Its address.
     *
     * @param here the domain of those who have none
     * @throws IllegalArgumentException if it can be none
     */
    public Address address(String here) {
        return Address.parseLoosely(localPart + "@" + domain.orElse(here));
    }

    /** A local part as an envelope has it. @param said without quotes */
    static String written(String said) {
        boolean plain = !said.isEmpty() && said.chars().allMatch(NamedMailbox::isPlain);
        return plain ? said : quoted(said);
    }

    /** The words before an angle bracket, in quotes if they need them. */
    public static String phrase(String name) {
        boolean plain = name.chars().allMatch(c -> c == ' ' || c != '.' && c < 0x7f && isPlain(c));
        return plain ? name : quoted(name);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isPlain(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c > 0x9f
                || ATEXT_MARKS.indexOf(c) >= 0;
    }
}
