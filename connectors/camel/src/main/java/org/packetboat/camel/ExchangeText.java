package org.packetboat.camel;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.packetboat.camel.text.Flaw;
import org.packetboat.camel.text.MailText;

/** Reads the body of an exchange as a message: once, in pieces; a big one needs no memory. */
final class ExchangeText {
    private ExchangeText() {}

    /**
     * Writes it to where it is kept. What comes from a mailbox is a message already, and written as it stands there.
     *
     * @throws IOException             if the body can't be read
     * @throws InvalidPayloadException if the body is no bytes
     */
    static void copy(Message message, MailText text) throws IOException, InvalidPayloadException {
        if (message.getBody() instanceof jakarta.mail.Message mail) {
            try {
                mail.writeTo(text);
            } catch (MessagingException e) {
                if (e.getNextException() instanceof Flaw flaw) throw flaw; // found while it came from a POP3 server
                throw new IOException(e);
            }
        } else {
            try (InputStream body = message.getMandatoryBody(InputStream.class)) {
                body.transferTo(text);
            }
        }
        text.finish();
    }
}
