package org.packetboat.connectors.mime;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * Writes a mail that says the same as text and as HTML with a picture in it (RFC 2046 section 5.1.4, RFC
 * 2387, RFC 2392):
 *
 * <pre>
 * multipart/alternative
 *   text/plain
 *   multipart/related
 *     text/html            refers to the picture by cid:
 *     image/png            shown inside, by readers that can't: attached
 * </pre>
 *
 * It is marked as written by a machine (RFC 3834), so that nobody's machine answers.
 */
public final class MailWithPicture {
    private static final String UTF_8 = "UTF-8";
    private static final String PICTURE = "night@packetboat";

    private MailWithPicture() {}

    /**
     * Its head.
     *
     * @param name of who it is from
     * @param from his address
     * @param id   its Message-ID, with brackets
     */
    public record Head(String name, String from, String to, String subject, Instant date, String id) {
        /** A head. */
        public static Head of(String name, String from, String to, String subject, Instant date, String id) {
            return new Head(name, from, to, subject, date, id);
        }
    }

    /**
     * Writes it.
     *
     * @param html     made for where its picture will be
     * @param fileName of the picture
     * @throws IllegalArgumentException if an address is none
     */
    public static byte[] write(Head head, String text, UnaryOperator<String> html, byte[] picture, String fileName) {
        try {
            MimeBodyPart plain = new MimeBodyPart();
            plain.setText(text.replace("\n", "\r\n"), UTF_8, "plain");
            MimeBodyPart page = new MimeBodyPart();
            page.setText(html.apply("cid:" + PICTURE).replace("\n", "\r\n"), UTF_8, "html");
            MimeBodyPart image = new MimeBodyPart();
            image.setDataHandler(new DataHandler(new ByteArrayDataSource(picture, "image/png")));
            image.setContentID("<" + PICTURE + ">");
            image.setFileName(fileName);
            image.setDisposition(Part.INLINE);
            image.setHeader("Content-Transfer-Encoding", "base64");
            MimeBodyPart related = new MimeBodyPart();
            related.setContent(new MimeMultipart("related", page, image));
            MimeMessage message = new WithId(head.id());
            head(message, head);
            message.setContent(new MimeMultipart("alternative", plain, related));
            message.saveChanges();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            return out.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("can't be written as a mail: " + e.getMessage(), e);
        }
    }

    private static void head(MimeMessage message, Head head) throws MessagingException, IOException {
        message.setFrom(new InternetAddress(head.from(), head.name(), UTF_8));
        InternetAddress to = new InternetAddress();
        to.setAddress(head.to());
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(head.subject(), UTF_8);
        message.setSentDate(Date.from(head.date()));
        message.setHeader("Auto-Submitted", "auto-generated");
    }

    /** Keeps the id it is given. Addresses beyond US-ASCII go as UTF-8 (RFC 6532). */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(String id) {
            super(session());
            this.id = id;
        }

        private static Session session() {
            Properties properties = new Properties();
            properties.setProperty("mail.mime.allowutf8", "true");
            return Session.getInstance(properties);
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
