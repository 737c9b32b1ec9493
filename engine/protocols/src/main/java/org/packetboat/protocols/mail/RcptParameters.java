package org.packetboat.protocols.mail;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Xtext;

/** What a RCPT command asks for besides its address: NOTIFY and ORCPT (RFC 3461 sections 4.1 and 4.2). */
public final class RcptParameters {
    private static final int LONGEST_ORIGINAL = 500;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private final boolean international;
    private final Set<Notify> wanted = EnumSet.noneOf(Notify.class);
    private Optional<String> original = Optional.empty();

    /** @param international whether the transaction has SMTPUTF8 */
    public RcptParameters(boolean international) {
        this.international = international;
    }

    /** The recipient, as asked for so far. */
    public Recipient recipient(Address address) {
        return new Recipient(address, wanted, original);
    }

    /** Takes one; says what is wrong with it. */
    public Optional<Fault> take(String keyword, String value) {
        return switch (keyword) {
            case "NOTIFY" -> valid(takeNotify(value));
            case "ORCPT" -> valid(takeOriginal(value));
            default -> Optional.of(Fault.UNKNOWN);
        };
    }

    private static Optional<Fault> valid(boolean is) {
        return is ? Optional.empty() : Optional.of(Fault.MALFORMED);
    }

    private boolean takeNotify(String value) {
        for (String word : value.split(",", -1)) {
            if (!takeWord(word)) return false;
        }
        return !wanted.contains(Notify.NEVER) || wanted.size() == 1;
    }

    private boolean takeWord(String word) {
        for (Notify notify : Notify.values()) {
            if (notify.name().equalsIgnoreCase(word)) return wanted.add(notify);
        }
        return false;
    }

    private boolean takeOriginal(String value) {
        int semicolon = value.indexOf(';');
        original = Optional.of(value);
        return semicolon > 0 && semicolon < value.length() - 1 && value.length() <= LONGEST_ORIGINAL
                && TYPE.matcher(value).region(0, semicolon).matches()
                && Xtext.isValid(value.substring(semicolon + 1), international);
    }
}
