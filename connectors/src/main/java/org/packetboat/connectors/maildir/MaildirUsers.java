package org.packetboat.connectors.maildir;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.engine.intake.Mailboxes;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Transport;

/**
 * Who can have a Maildir.
 *
 * @param folder    where the Maildirs are
 * @param mustExist whether only those who have one get mail
 */
public record MaildirUsers(Path folder, boolean mustExist) implements Mailboxes {
    /** What is refused a name that leads out of the folder, or hides in it. */
    static final Reply NO_NAME = new Reply(550, "5.1.3", "no mailbox can have this name");
    static final Reply UNKNOWN = new Reply(550, "5.1.1", "there is no such user here");

    public MaildirUsers(Transport.Maildir maildirs) {
        this(Path.of(maildirs.folder()), maildirs.mustExist());
    }

    @Override
    public Optional<Reply> refusal(Address local) {
        Optional<MailboxName> name = MailboxName.of(local.localPart());
        if (name.isEmpty()) return Optional.of(NO_NAME);
        return mustExist && isMissing(name.get()) ? Optional.of(UNKNOWN) : Optional.empty();
    }

    /** Everybody may write to the postmaster (RFC 5321 section 4.5.1). */
    static boolean isPostmaster(MailboxName name) {
        return name.folder().equals("postmaster");
    }

    /** While the folder of all users is missing, it may not be mounted: that says nothing of anybody. */
    private boolean isMissing(MailboxName name) {
        try {
            return !isPostmaster(name) && !Files.isDirectory(folder.resolve(name.folder()))
                    && Files.isDirectory(folder);
        } catch (InvalidPathException noPath) {
            return true;
        }
    }
}
