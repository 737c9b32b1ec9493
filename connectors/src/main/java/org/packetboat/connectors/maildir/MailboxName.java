package org.packetboat.connectors.maildir;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Address;

/**
 * A user's name as a folder: the local part without quotes and without {@code +tag}, in lower case. Nothing that could
 * lead out of the folder above, or hide in it, becomes a name.
 */
record MailboxName(String folder) {
    private static final int LONGEST = 64;
    private static final Pattern UNSAFE = Pattern.compile("^\\.|[/\\\\\\p{Cc}]|^\\s|\\s$");

    /** The name for a local part (RFC 5321 section 4.1.2); empty if none can be made of it. */
    static Optional<MailboxName> of(String localPart) {
        String user = Address.unquoted(localPart);
        int plus = user.indexOf('+');
        if (plus >= 0) user = user.substring(0, plus);
        user = Normalizer.normalize(user, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        boolean unsafe = user.isEmpty() || user.length() > LONGEST || UNSAFE.matcher(user).find();
        return unsafe ? Optional.empty() : Optional.of(new MailboxName(user));
    }
}
