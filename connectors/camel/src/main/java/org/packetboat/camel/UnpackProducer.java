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
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.DefaultProducer;
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

    /** Headers by which routes tell components what to do: a stranger's mail must not have any, in whatever case. */
    private static final HeaderFilterStrategy ORDERS = orders();
    private static final Session ANY = Session.getInstance(new Properties());

    UnpackProducer(PacketboatEndpoint endpoint) {
        super(endpoint);
    }

    private static HeaderFilterStrategy orders() {
        DefaultHeaderFilterStrategy strategy = new DefaultHeaderFilterStrategy();
        strategy.setLowerCase(true);
        strategy.setFilterOnMatch(true);
        strategy.setInFilterStartsWith("camel", "org.apache.camel.");
        return strategy;
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
            if (!ORDERS.applyFilterToExternalHeaders(header.getName(), header.getValue(), exchange))
                out.setHeader(header.getName(), header.getValue());
        MailParts parts = MailParts.of(mail);
        out.setBody(parts.text());
        out.setHeader(Exchange.CONTENT_TYPE, parts.textType());
        parts.attachments().forEach(out::addAttachmentObject);
    }
}
