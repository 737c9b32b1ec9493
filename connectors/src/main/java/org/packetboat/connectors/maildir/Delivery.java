package org.packetboat.connectors.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages into the Maildirs below a folder, and says what became of each recipient. Trouble with the disk is
 * temporary, whatever it is; only a name that cannot be a mailbox, or isn't one, is refused.
 *
 * @param folder    where the Maildirs are
 * @param host      this server, for the file names
 * @param mustExist whether only users with a folder get mail; otherwise one is made for anybody
 * @param syncs     makes names durable
 */
record Delivery(Path folder, String host, boolean mustExist, FolderSyncs syncs) {
    /** Some tenths of a second on most disks. */
    static final int PIECE = 100;
    private static final int MOST_NAMED = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /**
     * Delivers to the first mailboxes of a message, {@value #PIECE} of them; a mailbox gets one copy, however many of
     * its addresses the message is for.
     *
     * @param owners whom the message is still to go to; those remain who are left for later, or have to be tried again
     * @return what became of each recipient who has one of them; the others are left for later, so that a message to
     *         everybody holds up nobody's mail
     */
    Map<Recipient, Outcome> deliverPiece(Transfer mail, Owners owners) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        owners.takeNameless().forEach(r -> outcomes.put(r, new Outcome.Refused(MaildirUsers.NO_NAME)));
        for (Owners.Owner owner : owners.take(PIECE)) {
            Outcome outcome = deliver(mail, owner.mailbox(), owner.recipients());
            owner.recipients().forEach(recipient -> outcomes.put(recipient, outcome));
            if (outcome instanceof Outcome.Deferred) owners.putBack(owner);
        }
        return outcomes;
    }

    private Outcome deliver(Transfer mail, MailboxName name, List<Recipient> owners) {
        try {
            return store(mail, name, owners);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} event=undelivered to={} error=\"{}\"", mail.envelope().id(), owners.getFirst().address(),
                    e.toString());
            return new Outcome.Deferred(trouble(e));
        }
    }

    private Outcome store(Transfer mail, MailboxName name, List<Recipient> owners) throws IOException {
        Mailbox mailbox = new Mailbox(folder.resolve(name.folder()), syncs);
        if (mustExist && !mailbox.exists() && !MaildirUsers.isPostmaster(name)) {
            // A folder that is not mounted must not bounce everybody's mail.
            if (!Files.isDirectory(folder)) throw new IOException("there is no folder " + folder);
            return new Outcome.Refused(MaildirUsers.UNKNOWN);
        }
        mailbox.deliver(UniqueName.of(mail.envelope().message(), host), head(mail, owners), mail.body());
        return new Outcome.Delivered(new Reply(250, "2.0.0", "stored for " + name.folder()), false);
    }

    /**
     * RFC 5321 section 4.4, and the custom of Maildir deliverers. Filters that go by {@code user+tag} find each address
     * that the one copy is for, up to a limit.
     */
    private static String head(Transfer mail, List<Recipient> owners) {
        return "Return-Path: <" + mail.envelope().message().sender().map(Address::toString).orElse("") + ">\n"
                + owners.stream().limit(MOST_NAMED).map(owner -> "Delivered-To: " + owner.address() + "\n")
                        .collect(Collectors.joining());
    }

    /** The JDK tells a full disk and a full quota only by the system's words for them. */
    private static Reply trouble(Exception cause) {
        String words = String.valueOf(cause.getMessage());
        if (words.contains("quota")) return new Reply(452, "4.2.2", "the mailbox is full");
        if (words.contains("No space")) return Reply.NO_SPACE;
        return switch (cause) {
            case InvalidPathException _ -> new Reply(451, "4.3.5", "the file system takes no such name");
            case IOException _, UncheckedIOException _ -> new Reply(451, "4.3.0", "the mailbox cannot be written");
            default -> new Reply(451, "4.3.0", "the stored message cannot be read");
        };
    }
}
