package org.packetboat.protocols.mail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;

/**
 * A path of MAIL or RCPT (RFC 5321 section 4.1.2). A source route is dropped (appendix C).
 *
 * <pre>
 * "&lt;" [ "@" domain *( ",@" domain ) ":" ] local-part "@" domain "&gt;"
 * "&lt;&gt;"                              the null path
 * </pre>
 *
 * A local part may stand in quotes and a domain in square brackets; what is in them ends no path.
 *
 * @param mailbox what stands between the angle brackets, without its source route; empty for the null path
 */
public record Path(String mailbox) {
    /** Octets that a server may not be asked to take more of (RFC 5321 section 4.5.3.1.1). */
    private static final int LONGEST_LOCAL_PART = 64;

    static Path of(String inside) {
        return new Path(inside.startsWith("@") ? inside.substring(find(':', inside, 0) + 1) : inside);
    }

    /** Where the angle bracket closes that opens a text; -1 if it does not. */
    static int end(String text) {
        return text.startsWith("<") ? find('>', text, 1) : -1;
    }

    /** Where a character stands outside of a quoted local part and of a domain literal; -1 if nowhere. */
    static int find(char wanted, String text, int from) {
        boolean quoted = false;
        boolean literal = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"' && !literal) quoted = !quoted;
            else if (!quoted && (c == '[' || c == ']')) literal = c == '[';
            else if (c == wanted && !quoted && !literal) return i;
        }
        return -1;
    }

    /** The address it names; empty if it is none. */
    public Optional<Address> address() {
        try {
            return Optional.of(Address.parse(mailbox));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The same, also if it is wrong in a way that is borne; empty if it is wrong otherwise. */
    public Optional<Address> address(Set<Tolerance> borne) {
        Optional<Address> strict = address();
        Optional<Address> read = strict.isPresent() || !borne.contains(Tolerance.DOTS) ? strict : quoted();
        return borne.contains(Tolerance.LONG_LOCAL_PARTS) ? read : read.filter(Path::isShort);
    }

    private Optional<Address> quoted() {
        try {
            return Optional.of(Address.parseLoosely(mailbox));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isShort(Address address) {
        return address.localPart().getBytes(StandardCharsets.UTF_8).length <= LONGEST_LOCAL_PART;
    }

    /** The same, where a name without domain is one of this domain. */
    public Optional<Address> address(String here) {
        return at(here).address();
    }

    /** The same, also if it is wrong in a way that is borne. @param here the domain of names that have none */
    public Optional<Address> address(String here, Set<Tolerance> borne) {
        return (borne.contains(Tolerance.BARE_NAMES) ? at(here) : this).address(borne);
    }

    /** With this domain, if it has none. */
    private Path at(String here) {
        return isNull() || find('@', mailbox, 0) >= 0 ? this : new Path(mailbox + "@" + here);
    }

    /** Whether it is the null path {@code <>}. */
    public boolean isNull() {
        return mailbox.isEmpty();
    }

    /** Whether it is {@code <postmaster>}, who needs no domain (RFC 5321 section 4.5.1). */
    public boolean isPostmaster() {
        return mailbox.equalsIgnoreCase("postmaster");
    }
}
