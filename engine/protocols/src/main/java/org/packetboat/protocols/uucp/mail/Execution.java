package org.packetboat.protocols.uucp.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/**
 * A command from a far side. Only three are known, and none is ever run: {@code rmail} with recipients, a batch of
 * SMTP, and a batch of another Packetboat. {@link CommandWords} tells how words are divided.
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

    /** Mail for the recipients behind it. */
    String RMAIL = "rmail";
    Set<String> BATCHES = Set.of("rsmtp", "rbsmtp", "bsmtp");

    /** @param domain the domain of a recipient that has none */
    static Execution parse(String command, String domain) {
        List<String> words = CommandWords.of(command);
        if (words.isEmpty()) return new Forbidden("no command");
        if (BATCHES.contains(words.getFirst())) return new Batch();
        if (words.getFirst().equals(BundleJob.COMMAND)) return new Packed();
        if (!words.getFirst().equals(RMAIL))
            return new Forbidden("no such command: " + Printable.of(words.getFirst()));
        List<Recipient> recipients = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            Optional<Address> address = word.startsWith("-") ? Optional.empty() : BangPath.address(word, domain);
            if (address.isEmpty()) return new Forbidden("not an address: " + Printable.of(word));
            recipients.add(Recipient.of(SenderAlias.meant(address.get(), domain)));
        }
        return recipients.isEmpty() ? new Forbidden("rmail without a recipient") : new Rmail(recipients);
    }
}
