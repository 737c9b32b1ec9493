package org.packetboat.protocols.smtp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;

/** A message's envelope while its commands come in: from MAIL to the end of its text. */
final class Transaction {
    private final Optional<Address> sender;
    private final MailOptions options;
    private final List<Recipient> recipients = new ArrayList<>();

    Transaction(Optional<Address> sender, MailOptions options) {
        this.sender = sender;
        this.options = options;
    }

    /** Empty for the null path. */
    Optional<Address> sender() {
        return sender;
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    int size() {
        return recipients.size();
    }

    static boolean isPostmaster(Address address) {
        return address.localPart().equalsIgnoreCase("postmaster");
    }

    /** How many people it is for, not counting the postmaster. */
    int people() {
        return (int) recipients.stream().filter(r -> !isPostmaster(r.address())).count();
    }

    List<String> carriers() {
        return options.carriers();
    }

    Optional<String> name() {
        return options.name();
    }

    boolean isInternational() {
        return options.isInternational();
    }

    Optional<Recipient> onlyRecipient() {
        return recipients.size() == 1 ? Optional.of(recipients.getFirst()) : Optional.empty();
    }

    /** How large its sender says it is, in bytes; 0 if he has not said. */
    long declaredSize() {
        return options.size();
    }

    Submission submission(Entrance entrance) {
        return options.submission(sender, recipients, entrance.origin()).through(entrance);
    }

    /** The sender for the log. */
    String from() {
        return sender.map(Address::toString).orElse("<>");
    }
}
