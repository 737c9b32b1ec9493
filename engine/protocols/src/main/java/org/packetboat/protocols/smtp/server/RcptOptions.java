package org.packetboat.protocols.smtp.server;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.smtp.syntax.Parameters;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;
import org.packetboat.engine.mail.Xtext;

/** What a RCPT command asks for besides its address (RFC 3461 sections 4.1 and 4.2). */
final class RcptOptions implements Parameters.Taker {
    private static final int LONGEST_ORIGINAL = 500;

    private final boolean international;
    private final Set<Notify> wanted = EnumSet.noneOf(Notify.class);
    private Optional<String> original = Optional.empty();

    /** @param international whether the transaction has SMTPUTF8 */
    RcptOptions(boolean international) {
        this.international = international;
    }

    Recipient recipient(Address address) {
        return new Recipient(address, wanted, original);
    }

    @Override
    public Optional<SmtpReply> take(String keyword, String value) {
        return switch (keyword) {
            case "NOTIFY" -> valid(takeNotify(value));
            case "ORCPT" -> valid(takeOriginal(value));
            default -> Optional.of(SmtpReplies.UNKNOWN_PARAMETER);
        };
    }

    private static Optional<SmtpReply> valid(boolean is) {
        return is ? Optional.empty() : Optional.of(SmtpReplies.SYNTAX);
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
                && Client.isName(value.substring(0, semicolon))
                && Xtext.isValid(value.substring(semicolon + 1), international);
    }
}
