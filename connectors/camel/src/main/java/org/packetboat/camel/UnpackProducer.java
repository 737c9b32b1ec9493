package org.packetboat.camel;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.DefaultProducer;
import org.packetboat.camel.text.MailHeaders;
import org.packetboat.camel.text.MailParts;

/**
 * {@code packetboat:unpack}: opens the message in the body. Its header becomes headers, its text the body, and each of
 * its other parts an attachment under a name of its own ({@link MailParts}): nothing of it is lost, except headers
 * whose names begin with Camel, which would order other components about. The message itself stays in the exchange
 * property {@code CamelPacketboatMessage}.
 */
final class UnpackProducer extends DefaultProducer {
    /** The exchange property with the message as it came. */
    static final String MESSAGE = "CamelPacketboatMessage";

    private static final Session ANY = Session.getInstance(new Properties());

    UnpackProducer(PacketboatEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws MessagingException, IOException, InvalidPayloadException {
        byte[] bytes;
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            bytes = body.readAllBytes();
        }
        exchange.setProperty(MESSAGE, new InputStreamCache(bytes));
        MimeMessage mail = new MimeMessage(ANY, new ByteArrayInputStream(bytes));
        AttachmentMessage out = exchange.getMessage(AttachmentMessage.class);
        for (Header header : Collections.list(mail.getAllHeaders()))
            MailHeaders.set(exchange, header.getName(), header.getValue());
        MailParts parts = MailParts.of(mail);
        out.setBody(parts.text());
        out.setHeader(Exchange.CONTENT_TYPE, parts.textType());
        parts.attachments().forEach(out::addAttachmentObject);
    }
}
