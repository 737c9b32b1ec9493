package org.packetboat.connectors.maildir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.mail.Recipient;

/**
 * The mailboxes that a message is still to be put into, each with those of its recipients whose mailbox it is. Every
 * name is read once, however many pieces the message is delivered in.
 */
final class Owners {
    /** A mailbox, and who of the message's recipients has it. */
    record Owner(MailboxName mailbox, List<Recipient> recipients) {}

    private final List<Recipient> nameless = new ArrayList<>();
    private final Map<MailboxName, List<Recipient>> mailboxes = new LinkedHashMap<>();
    private int count;

    /** @param naming the mailbox of a local part; empty if it can't have one */
    Owners(List<Recipient> recipients, Function<String, Optional<MailboxName>> naming) {
        count = recipients.size();
        for (Recipient recipient : recipients) {
            naming.apply(recipient.address().localPart()).ifPresentOrElse(
                    name -> mailboxes.computeIfAbsent(name, _ -> new ArrayList<>()).add(recipient),
                    () -> nameless.add(recipient));
        }
    }

    /** How many recipients are left. */
    int count() {
        return count;
    }

    /** Takes out those who can't have a mailbox. */
    List<Recipient> takeNameless() {
        List<Recipient> taken = List.copyOf(nameless);
        nameless.clear();
        count -= taken.size();
        return taken;
    }

    /** Takes out the first mailboxes, at most so many. */
    List<Owner> take(int most) {
        List<Owner> taken = mailboxes.entrySet().stream().limit(most).map(e -> new Owner(e.getKey(), e.getValue()))
                .toList();
        taken.forEach(owner -> {
            mailboxes.remove(owner.mailbox());
            count -= owner.recipients().size();
        });
        return taken;
    }

    /** Its turn comes again behind all others. */
    void putBack(Owner owner) {
        mailboxes.put(owner.mailbox(), owner.recipients());
        count += owner.recipients().size();
    }
}
