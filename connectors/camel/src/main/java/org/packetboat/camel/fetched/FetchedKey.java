package org.packetboat.camel.fetched;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.URLName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.packetboat.camel.text.MailHead;
import org.packetboat.engine.mail.Address;

/**
 * The key by which a message is known again that is fetched twice, because the server died before the message was
 * deleted in its mailbox. It is made of the mailbox, the message's number there (UIDL of RFC 1939, UIDVALIDITY and UID
 * of RFC 9051) and its Message-ID. Two copies of one mail for two people have one Message-ID and two numbers: they are
 * two. If a bad server gives one number to two mails, their Message-IDs tell them apart. Where a server has no such
 * numbers, copies are told apart by whom they are for.
 */
public final class FetchedKey {
    private FetchedKey() {}

    /**
     * The key; the same whenever the message is fetched.
     *
     * @param to for whom it is
     * @throws MessagingException if the mailbox does not answer
     */
    public static String of(Message message, MailHead head, List<Address> to) throws MessagingException {
        String number = number(message);
        String id = String.join(" ", head.values("message-id"));
        String known = number.isEmpty() ? to.toString() : number;
        return "fetched-" + digest(mailbox(message) + "\n" + known + "\n" + (id.isEmpty() ? head.text() : id));
    }

    private static String mailbox(Message message) {
        Optional<Folder> folder = Optional.ofNullable(message.getFolder());
        Optional<URLName> store = folder.map(open -> open.getStore().getURLName());
        return store.map(url -> url.getUsername() + "@" + url.getHost()).orElse("") + "/"
                + folder.map(Folder::getFullName).orElse("");
    }

    private static String number(Message message) throws MessagingException {
        return switch (message.getFolder()) {
            case POP3Folder pop -> Optional.ofNullable(pop.getUID(message)).orElse("");
            case UIDFolder imap -> imap.getUIDValidity() + "." + imap.getUID(message);
            case null, default -> "";
        };
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never); // every Java has it
        }
    }
}
