package org.packetboat.connectors.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    Map<Recipient, Outcome> deliver(Transfer mail) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        for (Recipient recipient : mail.envelope().recipients())
            outcomes.put(recipient, deliver(mail, recipient));
        return outcomes;
    }

    private Outcome deliver(Transfer mail, Recipient recipient) {
        Optional<MailboxName> name = MailboxName.of(recipient.address().localPart());
        if (name.isEmpty()) return new Outcome.Refused(MaildirUsers.NO_NAME);
        try {
            return deliver(mail, recipient, name.get());
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} event=undelivered to={} error=\"{}\"", mail.envelope().id(), recipient.address(),
                    e.toString());
            return new Outcome.Deferred(trouble(e));
        }
    }

    private Outcome deliver(Transfer mail, Recipient recipient, MailboxName name) throws IOException {
        Mailbox mailbox = new Mailbox(folder.resolve(name.folder()), syncs);
        if (mustExist && !mailbox.exists() && !MaildirUsers.isPostmaster(name)) {
            // A folder that is not mounted must not bounce everybody's mail.
            if (!Files.isDirectory(folder)) throw new IOException("there is no folder " + folder);
            return new Outcome.Refused(MaildirUsers.UNKNOWN);
        }
        mailbox.deliver(UniqueName.of(mail.envelope(), recipient, host), head(mail, recipient), mail.body());
        return new Outcome.Delivered(new Reply(250, "2.0.0", "stored for " + name.folder()), false);
    }

    /** RFC 5321 section 4.4, and the custom of Maildir deliverers. */
    private static String head(Transfer mail, Recipient recipient) {
        return "Return-Path: <" + mail.envelope().message().sender().map(Address::toString).orElse("") + ">\n"
                + "Delivered-To: " + recipient.address() + "\n";
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
