package org.packetboat.connectors.kafka.record;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Reply;

/** Writes a letter as a message (RFC 5322) with MIME parts (RFC 2045 to 2047, 2231): any text, safe on any line. */
final class MimeWriter {
    private static final String UTF_8 = "UTF-8";
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    /** Else the library looks through all jars for it, for each part of each message. */
    static {
        System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private MimeWriter() {}

    /** @throws Unfit if the library refuses it */
    static byte[] write(MailRecord letter) {
        try {
            MimeMessage message = message(letter);
            message.saveChanges();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            byte[] text = out.toByteArray();
            Optional<Reply> flaw = TextRule.flaw(text);
            if (flaw.isPresent()) throw new Unfit(flaw.get().text());
            return text;
        } catch (MessagingException | IOException e) {
            throw new Unfit("can't be written as a message: " + e.getMessage());
        }
    }

    private static MimeMessage message(MailRecord letter) throws MessagingException, IOException {
        MimeMessage message = new WithId(letter);
        message.setFrom(address(letter.from()));
        message.setRecipients(Message.RecipientType.TO, addresses(letter.to()));
        message.setRecipients(Message.RecipientType.CC, addresses(letter.cc()));
        if (letter.replyTo().isPresent()) message.setReplyTo(new Address[]{address(letter.replyTo().get())});
        if (letter.subject().isPresent()) message.setSubject(letter.subject().get(), UTF_8);
        message.setSentDate(Date.from(letter.date()));
        if (letter.attachments().isEmpty()) {
            body(letter, message);
        } else {
            message.setContent(withAttachments(letter));
        }
        return message;
    }

    private static MimeMultipart withAttachments(MailRecord letter) throws MessagingException {
        MimeBodyPart body = new MimeBodyPart();
        body(letter, body);
        MimeMultipart all = new MimeMultipart("mixed", body);
        for (Attachment attachment : letter.attachments()) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.type())));
            part.setFileName(attachment.name());
            part.setDisposition(Part.ATTACHMENT);
            part.setHeader("Content-Transfer-Encoding", "base64");
            all.addBodyPart(part);
        }
        return all;
    }

    private static void body(MailRecord letter, MimePart part) throws MessagingException {
        if (letter.text().isPresent() && letter.html().isPresent()) {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(canonical(letter.text().get()), UTF_8, "plain");
            MimeBodyPart html = new MimeBodyPart();
            html.setText(canonical(letter.html().get()), UTF_8, "html");
            part.setContent(new MimeMultipart("alternative", text, html));
        } else {
            boolean plain = letter.text().isPresent();
            part.setText(canonical(letter.text().or(letter::html).orElseThrow()), UTF_8, plain ? "plain" : "html");
        }
    }

    /** Line ends as mail has them, whichever the writer of the record used. */
    private static String canonical(String text) {
        return text.indexOf('\r') < 0 ? text.replace("\n", "\r\n") : LINE_END.matcher(text).replaceAll("\r\n");
    }

    private static InternetAddress address(Mailbox mailbox) throws IOException {
        InternetAddress address = new InternetAddress();
        address.setAddress(mailbox.address().toString());
        if (!mailbox.name().isEmpty()) address.setPersonal(mailbox.name(), UTF_8);
        return address;
    }

    private static Address[] addresses(List<Mailbox> mailboxes) throws IOException {
        List<Address> addresses = new ArrayList<>();
        for (Mailbox mailbox : mailboxes)
            addresses.add(address(mailbox));
        return addresses.toArray(Address[]::new);
    }

    /** Keeps the id it is given. */
    private static final class WithId extends MimeMessage {
        /** Made once: each reads files of the library. */
        private static final Session ASCII = session("false");
        /** Addresses beyond US-ASCII go as UTF-8 (RFC 6532); names and subjects are encoded words all the same. */
        private static final Session INTERNATIONAL = session("true");

        private final String id;

        WithId(MailRecord letter) {
            super(letter.international() ? INTERNATIONAL : ASCII);
            this.id = letter.id();
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        private static Session session(String allowUtf8) {
            Properties properties = new Properties();
            properties.setProperty("mail.mime.charset", StandardCharsets.UTF_8.name());
            properties.setProperty("mail.mime.allowutf8", allowUtf8);
            return Session.getInstance(properties);
        }
    }
}
