package org.packetboat.protocols.uucp.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/**
 * A command from a far side. Only three are known, and none is ever run: {@code rmail} with recipients, a batch of
 * SMTP, and a batch of another Packetboat. Words are divided at spaces; there is no shell and no quoting.
 */
public sealed interface Execution {
    /** {@code rmail joe@example.com …}: deliver the input to these. */
    record Rmail(List<Recipient> recipients) implements Execution {}

    /** {@code rsmtp}: the input is a batch of envelopes (RFC 2442). */
    record Batch() implements Execution {}

    /** {@code packetboat-batch}: the input is a batch of another Packetboat. */
    record Packed() implements Execution {}

    /** Anything else. */
    record Forbidden(String why) implements Execution {}

    Set<String> BATCHES = Set.of("rsmtp", "rbsmtp", "bsmtp");

    /** @param domain the domain of a recipient that has none */
    static Execution parse(String command, String domain) {
        String[] words = command.strip().split("[ \t]+");
        if (BATCHES.contains(words[0])) return new Batch();
        if (words[0].equals(BundleJob.COMMAND)) return new Packed();
        if (!words[0].equals("rmail")) return new Forbidden("no such command: " + Printable.of(words[0]));
        List<Recipient> recipients = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            Optional<Address> address = words[i].startsWith("-")
                    ? Optional.empty()
                    : BangPath.address(words[i], domain);
            if (address.isEmpty()) return new Forbidden("not an address: " + Printable.of(words[i]));
            recipients.add(Recipient.of(address.get()));
        }
        return recipients.isEmpty() ? new Forbidden("rmail without a recipient") : new Rmail(recipients);
    }
}
